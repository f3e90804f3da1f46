import type { Server } from "node:net";
import { listen, shut } from "./loopback.ts";
import type { Switchboard } from "./switchboard.ts";

/** A listening socket of a practice host. */
export interface HostSocket {
  readonly port: number;
  readonly bind: "everywhere" | "loopback";
  readonly process: string;
  readonly pid: number;
}

/** What listens on a practice host: really, on this computer's loopback. */
export interface HostSockets {
  /** Opens a port; false where another socket has it. */
  open(socket: HostSocket, server: Server): Promise<boolean>;
  close(port: number): Promise<void>;
  /** The real loopback port behind a port of the host, for what the host itself connects to. */
  localPort(port: number): number | null;
  list(): readonly HostSocket[];
  /** Closes everything that a process holds. */
  closeAllOf(process: string): Promise<void>;
}

interface Held {
  readonly socket: HostSocket;
  readonly local: number;
  readonly close: () => Promise<void>;
}

/** The sockets of the host at `address` of a world; what is open everywhere is reached through the switchboard. */
export function createHostSockets(address: string, board: Switchboard): HostSockets {
  const held = new Map<number, Held>();
  const close = async (port: number): Promise<void> => {
    const found = held.get(port);
    held.delete(port);
    await found?.close();
  };
  return {
    close,
    open: async (socket, server) => {
      const { port, bind } = socket;
      if (held.has(port)) return false;
      const outside = bind === "everywhere" ? board.portOf(address, port) : null;
      if (outside === null) {
        const local = await listen(server);
        held.set(port, { socket, local, close: () => shut(server) });
      } else {
        await board.listen(address, port, server);
        const local = board.portOf(address, port) ?? outside;
        held.set(port, { socket, local, close: () => board.close(address, port) });
      }
      return true;
    },
    localPort: (port) => held.get(port)?.local ?? null,
    list: () => [...held.values()].map((each) => each.socket),
    closeAllOf: async (process) => {
      const ports = [...held.values()].filter((each) => each.socket.process === process);
      await Promise.all(ports.map((each) => close(each.socket.port)));
    },
  };
}
