import { createServer } from "node:http";
import type { HostOperations } from "../engine/host-operations.ts";
import { keepPath, place, reach, regularAt, stateFolder, sweep } from "./host-keep.ts";
import { Refused, type Machine } from "./host-machine.ts";

type Start = HostOperations["challenge-start"]["input"];
type Stop = HostOperations["challenge-stop"]["input"];
type Done = HostOperations["challenge-start"]["output"];

const FOLDER = "/etc/homeport/acme-challenge";
const PROCESS = "homeport-responder";
const DONE = { done: true } as const;
const PATH = /^\/\.well-known\/acme-challenge\/([A-Za-z0-9_-]{1,128})$/;

/** Makes the host answer a challenge: by a file that its web server serves, or by a responder on port 80. */
export async function challengeStart(machine: Machine, input: Start): Promise<Done> {
  const { token, keyAuthorization } = input;
  if (!keyAuthorization.startsWith(`${token}.`))
    throw new Refused("bad-argument", "keyAuthorization");
  const keep = stateFolder(machine, input.run);
  if (input.by === "responder") {
    await startResponder(machine, keyAuthorization.slice(token.length + 1));
    return DONE;
  }
  const path = `${FOLDER}/${token}`;
  keepPath(machine, keep, path);
  reach(machine, keep, FOLDER);
  place(machine, keep, path, {
    content: keyAuthorization,
    mode: 0o644,
    owner: "root",
    group: "root",
  });
  return DONE;
}

/** Takes a challenge away again. */
export async function challengeStop(machine: Machine, { run, by, token }: Stop): Promise<Done> {
  const keep = stateFolder(machine, run);
  if (by === "responder") {
    await stopResponder(machine);
    return DONE;
  }
  if (regularAt(machine, `${FOLDER}/${token}`) !== null) machine.tree.remove(`${FOLDER}/${token}`);
  sweep(machine, keep);
  return DONE;
}

/** Ends the responder; also when the connection that started it is gone. */
export async function stopResponder(machine: Machine): Promise<void> {
  await machine.sockets.closeAllOf(PROCESS);
}

/** It answers for every token of one account (RFC 8555 section 8.1). */
async function startResponder(machine: Machine, thumbprint: string): Promise<void> {
  await stopResponder(machine);
  const server = createServer((request, response) => {
    const token = PATH.exec(request.url ?? "")?.[1];
    response.writeHead(token === undefined ? 404 : 200, { "content-type": "text/plain" });
    response.end(token === undefined ? "" : `${token}.${thumbprint}`);
  });
  const socket = { port: 80, bind: "everywhere", process: PROCESS, pid: 4000 } as const;
  if (!(await machine.sockets.open(socket, server))) throw new Refused("port-taken", "80");
}
