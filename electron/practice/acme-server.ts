import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { z } from "zod";
import { AcmeError, type AcmeFault } from "./acme-faults.ts";
import {
  createNonces,
  readSigned,
  thumbprint,
  type AccountJwk,
  type Nonces,
  type Signed,
} from "./acme-jws.ts";
import {
  createOrders,
  PROFILES,
  type Authorization,
  type ChallengeType,
  type Order,
  type Orders,
} from "./acme-orders.ts";
import type { Seeing } from "./acme-validation.ts";
import type { Authority } from "./authority.ts";

/** A practice CA: its HTTPS server, which its owner makes listen, and the faults it can be given. */
export interface AcmeServer {
  readonly server: Server;
  /** Adds a fault; the function that comes back takes it away again. */
  plant(fault: AcmeFault): () => void;
}

interface Ca {
  readonly base: string;
  readonly orders: Orders;
  readonly nonces: Nonces;
  readonly accounts: Map<string, AccountJwk>;
  readonly faults: Set<AcmeFault>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: { readonly [name: string]: string };
}

const MAX_BODY = 64 * 1024;
const csrRequest = z.object({ csr: z.string().max(20_000) });
const POLL_AGAIN = { "retry-after": "1" };

/**
 * Makes a CA that speaks RFC 8555 over HTTPS at `https://HOST/`. `tls` is its own certificate,
 * `authority` signs what it issues.
 */
export function createAcmeServer(options: {
  readonly host: string;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly authority: Authority;
  readonly seeing: Seeing;
}): AcmeServer {
  const faults = new Set<AcmeFault>();
  const ca: Ca = {
    base: `https://${options.host}`,
    orders: createOrders(options.authority, options.seeing, faults),
    nonces: createNonces(),
    accounts: new Map(),
    faults,
  };
  const server = createServer(
    { ...options.tls },
    (request, response) => void serve(ca, request, response),
  );
  return {
    server,
    plant: (fault) => {
      faults.add(fault);
      return () => void faults.delete(fault);
    },
  };
}

async function serve(ca: Ca, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(ca, response, await reply(ca, request));
  } catch (error) {
    const known =
      error instanceof AcmeError ? error : new AcmeError("serverInternal", 500, "Internal error");
    const again = known.retryAfter === null ? {} : { "retry-after": String(known.retryAfter) };
    send(ca, response, {
      status: known.status,
      body: known.document(),
      headers: { "content-type": "application/problem+json", ...again },
    });
  }
}

function send(ca: Ca, response: ServerResponse, { status, body, headers }: Reply): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "replay-nonce": ca.nonces.fresh(),
    "cache-control": "no-store",
    link: `<${ca.base}/directory>;rel="index"`,
    "content-type": isText ? "application/pem-certificate-chain" : "application/json",
    ...headers,
  });
  response.end(body === null ? undefined : isText ? body : JSON.stringify(body));
}

async function reply(ca: Ca, request: IncomingMessage): Promise<Reply> {
  const path = request.url ?? "/";
  if (path === "/directory" && request.method === "GET")
    return { status: 200, body: directory(ca) };
  if (hasFault(ca, "broken"))
    throw new AcmeError("serverInternal", 500, "Planted: the CA is broken");
  if (path === "/nonce") return { status: request.method === "HEAD" ? 200 : 204, body: null };
  if (request.method !== "POST") throw new AcmeError("malformed", 405, "Method not allowed");
  const keyOf = (kid: string): AccountJwk | null => ca.accounts.get(kid) ?? null;
  const signed = readSigned(await readBody(request), `${ca.base}${path}`, ca.nonces, keyOf);
  rejectNonce(ca);
  if (path === "/account") return openAccount(ca, signed);
  if (signed.kid === null)
    throw new AcmeError("malformed", 400, "A request without kid is for new accounts only");
  return forAccount(ca, path, signed);
}

function directory(ca: Ca): object {
  return {
    newNonce: `${ca.base}/nonce`,
    newAccount: `${ca.base}/account`,
    newOrder: `${ca.base}/order`,
    meta: {
      termsOfService: `${ca.base}/terms`,
      profiles: Object.fromEntries(
        Object.entries(PROFILES).map(([name, days]) => [name, `${days} days`]),
      ),
    },
  };
}

function openAccount(ca: Ca, signed: Signed): Reply {
  const url = `${ca.base}/account/${thumbprint(signed.jwk)}`;
  const known = ca.accounts.has(url);
  const agreed = z
    .object({ termsOfServiceAgreed: z.literal(true) })
    .safeParse(signed.payload).success;
  if (!known && !agreed)
    throw new AcmeError("userActionRequired", 403, "Terms of service are not agreed to");
  ca.accounts.set(url, signed.jwk);
  return {
    status: known ? 200 : 201,
    body: { status: "valid", orders: `${url}/orders` },
    headers: { location: url },
  };
}

async function forAccount(ca: Ca, path: string, signed: Signed): Promise<Reply> {
  const [, kind = "", id = "", rest = ""] = path.split("/");
  switch (kind) {
    case "order":
      return id === "" ? newOrder(ca, signed) : showOrder(ca, ca.orders.find(id, signed.jwk), 200);
    case "authorization":
      return {
        status: 200,
        body: showAuthorization(ca, ca.orders.findAuthorization(id, signed.jwk)),
      };
    case "challenge":
      return tryChallenge(ca, id, rest, signed);
    case "finalize":
      return finalize(ca, id, signed);
    case "certificate":
      return { status: 200, body: certificateOf(ca.orders.find(id, signed.jwk)) };
    default:
      throw new AcmeError("malformed", 404, "No such page");
  }
}

function newOrder(ca: Ca, signed: Signed): Reply {
  for (const fault of ca.faults) {
    if (fault.kind === "rate-limit") {
      throw new AcmeError(
        "rateLimited",
        429,
        "too many certificates already issued (planted)",
        fault.retryAfter,
      );
    }
  }
  return showOrder(ca, ca.orders.create(signed.jwk, signed.payload), 201);
}

function tryChallenge(ca: Ca, id: string, type: string, signed: Signed): Reply {
  const authorization = ca.orders.findAuthorization(id, signed.jwk);
  if (type !== "http-01" && type !== "dns-01")
    throw new AcmeError("malformed", 404, "No such challenge");
  if (signed.payload !== null) ca.orders.tryChallenge(authorization, type, signed.jwk);
  return { status: 200, body: showChallenge(ca, authorization, type), headers: POLL_AGAIN };
}

async function finalize(ca: Ca, id: string, signed: Signed): Promise<Reply> {
  const order = ca.orders.find(id, signed.jwk);
  const sent = csrRequest.safeParse(signed.payload);
  if (!sent.success) throw new AcmeError("malformed", 400, "No CSR");
  await ca.orders.finalize(order, sent.data.csr);
  return showOrder(ca, order, 200);
}

function certificateOf(order: Order): string {
  if (order.certificate === null) throw new AcmeError("malformed", 404, "No certificate yet");
  return order.certificate;
}

function showOrder(ca: Ca, order: Order, status: number): Reply {
  const url = `${ca.base}/order/${order.id}`;
  const body = {
    status: order.status,
    identifiers: order.authorizations.map((each) => ({ type: "dns", value: each.name })),
    authorizations: order.authorizations.map((each) => `${ca.base}/authorization/${each.id}`),
    finalize: `${ca.base}/finalize/${order.id}`,
    ...(order.certificate === null ? {} : { certificate: `${ca.base}/certificate/${order.id}` }),
    ...(order.error === null ? {} : { error: order.error.document() }),
    ...(order.profile === null ? {} : { profile: order.profile }),
  };
  return { status, body, headers: { location: url, ...POLL_AGAIN } };
}

function showAuthorization(ca: Ca, authorization: Authorization): object {
  const types: readonly ChallengeType[] = ["http-01", "dns-01"];
  const shown = authorization.tried === null ? types : [authorization.tried];
  return {
    status: authorization.status,
    identifier: { type: "dns", value: authorization.name },
    challenges: shown.map((type) => showChallenge(ca, authorization, type)),
  };
}

function showChallenge(ca: Ca, authorization: Authorization, type: ChallengeType): object {
  const { id, token, tried, status, error } = authorization;
  const running = status === "pending" && tried === type ? "processing" : status;
  const failed = error === null ? {} : { error: error.document() };
  return { type, url: `${ca.base}/challenge/${id}/${type}`, token, status: running, ...failed };
}

function rejectNonce(ca: Ca): void {
  for (const fault of ca.faults) {
    if (fault.kind !== "bad-nonce") continue;
    ca.faults.delete(fault);
    if (fault.times > 1) ca.faults.add({ ...fault, times: fault.times - 1 });
    throw new AcmeError("badNonce", 400, "JWS has an invalid anti-replay nonce (planted)");
  }
}

function hasFault(ca: Ca, kind: AcmeFault["kind"]): boolean {
  return [...ca.faults].some((each) => each.kind === kind);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > MAX_BODY) throw new AcmeError("malformed", 413, "Request is too large");
  }
  return text;
}
