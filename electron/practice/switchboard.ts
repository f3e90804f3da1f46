import { createServer, type Server } from "node:net";
import { shut } from "./loopback.ts";

/**
 * Every ADDRESS:PORT of the world and the loopback port that stands for it. A place that nobody
 * listens on refuses connections, as a closed port does.
 */
export interface Switchboard {
  /** The loopback port of a place; null where the world has no such place. */
  readonly portOf: (address: string, port: number) => number | null;
  /** Makes a server listen at a place. Fails where another one does. */
  listen(address: string, port: number, server: Server): Promise<void>;
  /** Closes a place and cuts what is open on it. */
  close(address: string, port: number): Promise<void>;
  isListening(address: string, port: number): boolean;
  /** `ADDRESS:PORT:127.0.0.1:PORT` of every place, as `--connect-to` takes them. */
  connectTo(): readonly string[];
  readonly stop: () => Promise<void>;
}

/** Below the ranges that systems take ports for outgoing connections from. */
const FIRST_PORT = 20_000;
/** Ports of one world, the first of them its guard. */
const BLOCK = 100;
const BLOCKS = 120;
const TRIES = 200;

/**
 * Reserves a loopback port for every place that the world knows, `ADDRESS:PORT`. A closed place has a
 * port on which nothing listens, so another world beside this one could take it: each world keeps to a
 * block of its own, and has it for as long as it listens on the block's first port.
 */
export async function createSwitchboard(places: readonly string[]): Promise<Switchboard> {
  const ports = new Map<string, number>();
  const servers = new Map<string, Server>();
  let isTold = false;
  const guard = await takeBlock();
  for (const place of places)
    ports.set(place, await findFree(guard.first, new Set(ports.values())));
  const close = async (place: string): Promise<void> => {
    const server = servers.get(place);
    servers.delete(place);
    if (server !== undefined) await shut(server);
  };
  return {
    portOf: (address, port) => ports.get(key(address, port)) ?? null,
    listen: async (address, port, server) => {
      const place = key(address, port);
      const local = ports.get(place);
      if (local === undefined) throw new Error(`the world has no place ${place}`);
      if (servers.has(place)) throw new Error(`${place} is taken`);
      servers.set(place, server);
      if (await takePort(server, local)) return;
      // Another program came first. Until the ports are told, any other one does as well.
      if (isTold) throw new Error(`another program took the port ${local} of this world`);
      const other = await findFree(guard.first, new Set(ports.values()));
      ports.set(place, other);
      if (!(await takePort(server, other))) throw new Error(`the port ${other} is taken`);
    },
    close: (address, port) => close(key(address, port)),
    isListening: (address, port) => servers.has(key(address, port)),
    connectTo: () => {
      isTold = true;
      return [...ports].map(([place, local]) => `${place}:127.0.0.1:${local}`);
    },
    stop: async () => {
      await Promise.all([...servers.keys()].map(close));
      await shut(guard.server);
    },
  };
}

function key(address: string, port: number): string {
  return `${address}:${port}`;
}

interface Guard {
  readonly first: number;
  readonly server: Server;
}

async function takeBlock(): Promise<Guard> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = FIRST_PORT + BLOCK * Math.floor(Math.random() * BLOCKS);
    const server = await listenAt(first);
    if (server !== null) return { first, server };
  }
  throw new Error("no free loopback port");
}

/** A port of the block that no other program has. */
async function findFree(first: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = first + 1; port < first + BLOCK; port += 1) {
    if (taken.has(port)) continue;
    const probe = await listenAt(port);
    if (probe === null) continue;
    await shut(probe);
    return port;
  }
  throw new Error("no free loopback port");
}

/** Makes a server listen; false where another program has the port. */
function takePort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    };
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

/** A server that listens there and cuts whoever comes; null where another has the port. */
function listenAt(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
