import { Agent, request, type RequestOptions } from "node:https";
import { isIP } from "node:net";
import { PassThrough, type Duplex } from "node:stream";
import {
  checkServerIdentity,
  connect,
  createSecureContext,
  type ConnectionOptions,
  type SecureContext,
  type TLSSocket,
} from "node:tls";

/** Where a host and port are really connected to, in the order to try (`--dns-server`, `--connect-to`). */
export type Locate = (
  host: string,
  port: number,
) => Promise<readonly { readonly address: string; readonly port: number }[]>;

/** What came back for one request: headers in lower case, JSON already parsed where the CA said it is JSON. */
export interface AcmeResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly data: unknown;
}

/** One request to a CA; throws `CaUnreachable` where no whole answer came in time. */
export type AcmeTransport = (
  url: string,
  method: string,
  body: string | null,
) => Promise<AcmeResponse>;

/** No whole answer came from the CA; `why` is the system's own code or one of ours (`timeout`, `too-large`, `not-https`). */
export class CaUnreachable extends Error {
  override readonly name = "CaUnreachable";
  readonly ca: string;
  readonly why: string;
  constructor(ca: string, why: string) {
    super(`${ca}: ${why}`);
    this.ca = ca;
    this.why = why;
  }
}

/** Waits in milliseconds: TCP and TLS together, and one whole exchange. */
export interface AcmeWaits {
  readonly connectMs: number;
  readonly wholeMs: number;
}

/** `cli.md`: every network wait has an end, 10 s for a connect. */
export const ACME_WAITS: AcmeWaits = { connectMs: 10_000, wholeMs: 30_000 };

const MAX_BYTES = 1024 * 1024;

/**
 * Speaks HTTPS to a CA: own roots, own lookup, no proxy variables, no redirects, bounded in size
 * (1 MiB) and time. It stands in for acme-client's axios, which
 * sleeps through `Retry-After` and reads HTTP(S)_PROXY. `close` ends the idle connections.
 */
export function createAcmeTransport(
  roots: () => readonly string[],
  locate: Locate,
  waits: AcmeWaits,
): { readonly send: AcmeTransport; readonly close: () => void } {
  const agent = new DialingAgent(roots, locate, waits);
  return {
    send: (url, method, body) => send(agent, url, method, body, waits.wholeMs),
    close: () => agent.destroy(),
  };
}

/** Keeps connections, and makes them itself: looked up by `locate`, verified against our roots. */
class DialingAgent extends Agent {
  readonly #roots: () => readonly string[];
  readonly #locate: Locate;
  readonly #waits: AcmeWaits;
  #context: SecureContext | null = null;

  constructor(roots: () => readonly string[], locate: Locate, waits: AcmeWaits) {
    super({ keepAlive: true, maxSockets: 4, timeout: waits.wholeMs });
    this.#waits = waits;
    this.#roots = roots;
    this.#locate = locate;
  }

  override createConnection(
    options: RequestOptions,
    done?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    void this.#answer(String(options.host), Number(options.port), done);
  }

  async #answer(
    host: string,
    port: number,
    done?: (error: Error | null, socket: Duplex) => void,
  ): Promise<void> {
    try {
      done?.(null, await this.#dial(host, port));
    } catch (error) {
      // The type asks for a socket beside the error; node looks at the error alone.
      done?.(asError(error), new PassThrough());
    }
  }

  async #dial(host: string, port: number): Promise<TLSSocket> {
    const name = host.replace(/^\[|\]$/g, "");
    this.#context ??= createSecureContext({ ca: [...this.#roots()] });
    let last: unknown = systemError("no-address");
    for (const place of await this.#locate(name, port)) {
      try {
        return await dialOne(place, name, this.#context, this.#waits.connectMs);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }
}

function dialOne(
  place: { readonly address: string; readonly port: number },
  name: string,
  secureContext: SecureContext,
  withinMs: number,
): Promise<TLSSocket> {
  const options: ConnectionOptions = {
    host: place.address,
    port: place.port,
    secureContext,
    ALPNProtocols: ["http/1.1"],
    // The socket goes to a looked-up address; the certificate must be the CA's name's.
    checkServerIdentity: (_address, certificate) => checkServerIdentity(name, certificate),
    ...(isIP(name) ? {} : { servername: name }),
  };
  return new Promise((resolve, reject) => {
    const socket = connect(options);
    const timer = setTimeout(() => socket.destroy(systemError("timeout")), withinMs);
    socket.once("secureConnect", () => {
      clearTimeout(timer);
      socket.off("error", reject);
      resolve(socket);
    });
    socket.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function send(
  agent: Agent,
  url: string,
  method: string,
  body: string | null,
  withinMs: number,
): Promise<AcmeResponse> {
  const at = parseHttps(url);
  try {
    return await exchange(agent, at, method, body, withinMs);
  } catch (error) {
    // A kept connection may have been closed by the CA in the meantime; nothing was answered on it.
    if (isStale(error))
      return exchange(agent, at, method, body, withinMs).catch((again: unknown) =>
        unreachable(at, again),
      );
    return unreachable(at, error);
  }
}

function parseHttps(url: string): URL {
  const at = URL.canParse(url) ? new URL(url) : null;
  if (at?.protocol !== "https:") throw new CaUnreachable(url.slice(0, 200), "not-https");
  return at;
}

function unreachable(at: URL, error: unknown): never {
  const { code, message } = asError(error);
  throw new CaUnreachable(at.host, code ?? message);
}

const STALE = Symbol("answered nothing on a kept connection");
const CLOSED = new Set(["ECONNRESET", "EPIPE"]);

function isStale(error: unknown): boolean {
  return typeof error === "object" && error !== null && STALE in error;
}

function exchange(
  agent: Agent,
  at: URL,
  method: string,
  body: string | null,
  withinMs: number,
): Promise<AcmeResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(at, { agent, method, headers: headersFor(body) });
    const timer = setTimeout(() => outgoing.destroy(systemError("timeout")), withinMs);
    let answered = false;
    const fail = (error: Error): void => {
      clearTimeout(timer);
      const closed =
        outgoing.reusedSocket && !answered && "code" in error && CLOSED.has(String(error.code));
      reject(closed ? Object.assign(error, { [STALE]: true }) : error);
    };
    outgoing.once("error", fail);
    outgoing.once("response", (incoming) => {
      answered = true;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BYTES) outgoing.destroy(systemError("too-large"));
        else chunks.push(chunk);
      });
      incoming.once("error", fail);
      incoming.once("end", () => {
        clearTimeout(timer);
        resolve(readResponse(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(chunks)));
      });
    });
    outgoing.end(body ?? undefined);
  });
}

function headersFor(body: string | null): Record<string, string> {
  const common = { "User-Agent": "homeport", "Accept-Language": "en" };
  if (body === null) return common;
  return {
    ...common,
    "Content-Type": "application/jose+json",
    "Content-Length": String(Buffer.byteLength(body)),
  };
}

function readResponse(
  status: number,
  raw: NodeJS.Dict<string | string[]>,
  body: Buffer,
): AcmeResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const text = body.toString("utf8");
  return { status, headers, data: isJson(headers["content-type"]) ? parseJson(text) : text };
}

function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/([a-z-]+\+)?json\b/i.test(type);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function asError(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : new Error(String(error));
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
