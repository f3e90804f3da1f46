/**
 * The servers of all worlds, as one process in the museum's network: `stub-process.ts PLAN LOG`. PLAN is a JSON list of
 * `StubPort`; LOG gets a JSON line (`StubLine`) for each connection, with its SNI, asker and request, if one came.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { readSni } from "./client-hello.ts";
import type { StubLine } from "./stub-log.ts";
import type { StubPort, StubSite } from "./stub-plan.ts";

const [planFile = "", logFile = ""] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf8")) as readonly StubPort[];

interface Open {
  readonly from: string;
  readonly stub: StubPort;
  readonly sni: string | null;
  readonly site: StubSite | null;
  told: boolean;
}

const opened = new WeakMap<object, Open>();
const http = createHttp({ keepAlive: false }, answer).on("clientError", (_, socket) =>
  socket.destroy(),
);

function tell(open: Open, request: StubLine["request"]): void {
  if (open.told) return;
  open.told = true;
  const { address, port } = open.stub;
  const line: StubLine = { from: open.from, address, port, sni: open.sni, request };
  appendFileSync(logFile, `${JSON.stringify(line)}\n`);
}

function answer(incoming: IncomingMessage, response: ServerResponse): void {
  const open = opened.get(incoming.socket);
  if (open === undefined) return;
  const path = incoming.url ?? "";
  tell(open, { host: incoming.headers.host ?? "", path });
  const page = open.site?.pages[path];
  if (page !== undefined) {
    if (!page.silent)
      response.writeHead(page.status, { ...page.headers, connection: "close" }).end(page.body);
    return;
  }
  const isHomeserver = open.stub.serverName !== null && path.includes("/query/directory");
  const body = isHomeserver
    ? { room_id: `!x:${open.stub.serverName}`, servers: ["x.example"] }
    : {};
  const headers = { "content-type": "application/json", connection: "close" };
  response.writeHead(isHomeserver ? 200 : 404, headers).end(JSON.stringify(body));
}

function accept(stub: StubPort, socket: Socket): void {
  const from = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  let open: Open = { from, stub, sni: null, site: null, told: false };
  socket.on("error", () => socket.destroy()).on("close", () => tell(open, null));
  socket.once("data", (bytes) => {
    const sni = readSni(bytes);
    open = {
      ...open,
      sni,
      site: stub.sites.find((site) => site.host === sni?.toLowerCase()) ?? null,
    };
    const pair = open.site?.certificate ?? stub.certificate;
    if (pair === null) {
      socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
      return;
    }
    socket.pause();
    socket.unshift(bytes);
    const { minVersion, maxVersion } = stub;
    const secureContext = createSecureContext({ ...pair, minVersion, maxVersion });
    const tls = new TLSSocket(socket, { isServer: true, secureContext });
    opened.set(tls, open);
    tls.on("error", () => socket.destroy());
    http.emit("connection", tls);
  });
}

let waiting = plan.length;
for (const stub of plan) {
  createServer((socket) => accept(stub, socket)).listen(stub.port, stub.address, () => {
    waiting -= 1;
    if (waiting === 0) console.log("ready");
  });
}
