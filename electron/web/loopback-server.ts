import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { judgeRequest } from "./guard.ts";
import { COMMON_HEADERS, NO_PAGE_POLICY } from "./page-headers.ts";
import type { Voice } from "./say.ts";
import { answerTurned } from "./turned-away.ts";
import { answerEmpty, type WebAnswer, type WebRequest } from "./web-answer.ts";

/** What a local server does. */
export interface LocalServer {
  /** Answers a request that the guard let pass. */
  readonly answer: (asked: WebRequest) => WebAnswer | Promise<WebAnswer>;
  /** The largest body that it takes (bytes). */
  readonly mostBody: number;
  /** Says to a person why an address was turned away. */
  readonly voice: Voice;
  readonly tellBug: (thrown: unknown) => Promise<void>;
}

/** A server that listens on loopback. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** What may wait for a reader of an answer that goes on (bytes); the largest message may come on top. */
const MOST_UNREAD = 4 * 1024 * 1024;

/**
 * Listens on 127.0.0.1 and nowhere else; port 0: one that is free. Every request is judged by the guard
 * before the server sees it. Rejects where the port is taken.
 */
export async function listenOnLoopback(local: LocalServer, port: number): Promise<Listening> {
  let own = 0;
  const server = createServer((request, response) => {
    void serve(local, own, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  own = address.port;
  return { port: own, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  local: LocalServer,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A reader that leaves in the middle is no failure of ours.
  response.on("error", () => undefined);
  const asked = requestOf(request, local.mostBody);
  const judged = {
    method: asked.method,
    host: asked.header("host"),
    origin: asked.header("origin"),
    site: asked.header("sec-fetch-site"),
    mode: asked.header("sec-fetch-mode"),
  };
  const turned = judgeRequest(judged, port);
  try {
    const answer =
      turned === null ? await local.answer(asked) : answerTurned(turned, judged, local.voice, port);
    send(answer, request, response);
  } catch (thrown) {
    // Whoever left while they sent something is no bug of ours.
    if (request.destroyed && !request.complete) return;
    await local.tellBug(thrown);
    if (!response.headersSent) send(answerEmpty(500), request, response);
  }
}

function requestOf(request: IncomingMessage, mostBody: number): WebRequest {
  return {
    method: request.method ?? "",
    path: (request.url ?? "").split("?")[0] ?? "",
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : value?.join(", ");
    },
    body: () => readBody(request, mostBody),
  };
}

/** What is too much is read to its end and dropped: a browser hears no answer while it still sends. */
async function readBody(request: IncomingMessage, most: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator()) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size <= most) parts.push(part);
    else parts.length = 0;
  }
  return size > most ? null : Buffer.concat(parts).toString("utf8");
}

function send(
  { status, headers: own, body }: WebAnswer,
  { method }: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = { ...COMMON_HEADERS, "content-security-policy": NO_PAGE_POLICY, ...own };
  if (typeof body !== "function") {
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    response.writeHead(status, { ...headers, "content-length": bytes.byteLength });
    response.end(bytes);
    return;
  }
  response.writeHead(status, headers);
  if (method === "HEAD") return void response.end();
  const leave = body({
    write: (text) => {
      if (response.writableLength > MOST_UNREAD) response.destroy();
      else response.write(text);
    },
    end: () => void response.end(),
  });
  response.once("close", leave);
}
