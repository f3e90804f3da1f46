import { request } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** One GET over a connection that is open already. */
export interface Get {
  readonly host: string;
  readonly path: string;
  readonly maxBytes: number;
  /** Milliseconds until the head of the answer must be there. */
  readonly answerMs: number;
  /** Milliseconds until the whole answer must be there, however slowly it drips. */
  readonly totalMs: number;
}

/** `silent`: nothing (or not all) came in time; `cut`: closed early, or no HTTP. */
export type HttpAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: { readonly [name: string]: string };
      readonly body: string;
      readonly truncated: boolean;
    }
  | { readonly kind: "silent" | "cut" };

/** Sends one GET and reads at most `maxBytes` of its answer; the connection is closed afterwards. Follows nothing. */
export function getOver(socket: Socket, get: Get): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const sent = startRequest(socket, "GET", get);
    const end = endOnce(sent, socket, resolve);
    const timers = [
      setTimeout(() => end({ kind: "silent" }), get.answerMs),
      setTimeout(() => end({ kind: "silent" }), get.totalMs),
    ];
    sent.on("close", () => timers.forEach((timer) => clearTimeout(timer)));
    sent.on("error", () => end({ kind: "cut" }));
    sent.on("response", (response) => {
      clearTimeout(timers[0]);
      readBody(response, get.maxBytes, end);
    });
    sent.end();
  });
}

/** Room in which a server that said "go on" may still refuse; ones that judge the length refuse without saying it. */
const AFTER_CONTINUE_MS = 30;

/**
 * Announces a body of `length` bytes by `Expect: 100-continue` and sends none of it: whoever limits
 * bodies by their announced length answers 413 at once. Null where nothing came in time.
 */
export function announceBody(socket: Socket, get: Get, length: number): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = {
      "content-type": "application/json",
      "content-length": length,
      expect: "100-continue",
    };
    const sent = startRequest(socket, "PUT", get, headers);
    const end = endOnce(sent, socket, resolve);
    const timer = setTimeout(() => end(null), get.answerMs);
    sent.on("close", () => clearTimeout(timer));
    sent.on("error", () => end(null));
    sent.on("continue", () => setTimeout(() => end(100), AFTER_CONTINUE_MS));
    sent.on("response", (response) => end(response.statusCode ?? null));
    sent.flushHeaders();
  });
}

function startRequest(
  socket: Socket,
  method: "GET" | "PUT",
  get: Get,
  extra: { readonly [name: string]: string | number } = {},
): ClientRequest {
  return request({
    method,
    path: get.path,
    // The header may come from a file that anybody wrote; characters that no header may hold are left out.
    headers: {
      host: get.host.replace(/[^\u0021-\u007e]/g, ""),
      "user-agent": "Homeport",
      accept: "application/json",
      ...extra,
    },
    setHost: false,
    createConnection: () => socket,
  });
}

function endOnce<T>(sent: ClientRequest, socket: Socket, resolve: (value: T) => void) {
  return (value: T) => {
    resolve(value);
    sent.on("error", () => {});
    sent.destroy();
    socket.destroy();
  };
}

function readBody(
  response: IncomingMessage,
  maxBytes: number,
  end: (answer: HttpAnswer) => void,
): void {
  const pieces: Buffer[] = [];
  let size = 0;
  const finish = (truncated: boolean) =>
    end({
      kind: "answered",
      status: response.statusCode ?? 0,
      headers: plainHeaders(response),
      body: Buffer.concat(pieces).subarray(0, maxBytes).toString("utf8"),
      truncated,
    });
  response.on("data", (piece: Buffer) => {
    pieces.push(piece);
    size += piece.length;
    if (size > maxBytes) finish(true);
  });
  response.on("end", () => finish(false));
  response.on("error", () => end({ kind: "cut" }));
}

function plainHeaders(response: IncomingMessage): { readonly [name: string]: string } {
  const entries = Object.entries(response.headers).slice(0, 100);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(", ")]));
}
