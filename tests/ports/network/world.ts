import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { createSecureContext } from "node:tls";
import type { SecureVersion } from "node:tls";
import { createDns } from "../../../electron/adapters/dns.ts";
import { createNetwork } from "../../../electron/adapters/network.ts";
import type { ConnectTo } from "../../../electron/adapters/network-connect.ts";
import type { NetworkWaits } from "../../../electron/adapters/network-tls.ts";
import { createTrust } from "../../../electron/adapters/trust.ts";
import type { Network } from "../../../electron/engine/ports.ts";
import type { ServerCertificate } from "./certificates.ts";
import { startNameServer } from "./name-server.ts";
import type { Zone } from "./name-server.ts";

/** Answers a request; what it leaves open stays open. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What listens at one ADDRESS:PORT of the world. */
export interface Place {
  /** No certificate: plain HTTP (with a handler) or raw TCP (with `raw`). */
  readonly certificate?: ServerCertificate;
  readonly handler?: Handler;
  readonly raw?: (socket: Socket) => void;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  /** Names that it shakes hands for; any other SNI is refused. */
  readonly onlyNames?: readonly string[];
}

export interface WorldPlan {
  readonly zone: Zone;
  /** By `ADDRESS:PORT`; everything else is refused. IPv6 in brackets. */
  readonly places: { readonly [place: string]: Place };
  readonly caFiles?: readonly string[];
  readonly waits?: Partial<NetworkWaits>;
  readonly isRerouted?: boolean;
}

export interface World {
  readonly network: Network;
  /** Connections accepted, by place. */
  readonly accepted: { [place: string]: number };
  close(): Promise<void>;
}

/** Long enough for a busy machine. */
const PATIENT: NetworkWaits = {
  connectMs: 5000,
  handshakeMs: 8000,
  answerMs: 8000,
  totalMs: 10_000,
};
/** For tests of peers that stay mute, whose waits are waited out. */
export const IMPATIENT: Partial<NetworkWaits> = {
  handshakeMs: 1000,
  answerMs: 1000,
  totalMs: 1500,
};
/** Nothing listens there, on any machine. */
const CLOSED_PORT = 1;

/**
 * Real servers on loopback for documentation addresses: DNS gives 192.0.2.x and 2001:db8::x, and
 * `--connect-to` entries lead each of their ports to a server here, or to a closed port.
 */
export async function startWorld(plan: WorldPlan): Promise<World> {
  const dns = await startNameServer(plan.zone);
  const sockets = new Set<Socket>();
  const accepted: { [place: string]: number } = {};
  const servers: Server[] = [];
  const entries: ConnectTo[] = [];
  for (const [name, place] of Object.entries(plan.places)) {
    const server = makeServer(place);
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      accepted[name] = (accepted[name] ?? 0) + 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    const [, address = "", port = ""] = /^\[?([^\]]*?)\]?:([0-9]+)$/.exec(name) ?? [];
    entries.push({
      host: address,
      port: Number(port),
      address: "127.0.0.1",
      toPort: (server.address() as AddressInfo).port,
    });
  }
  const elsewhere: ConnectTo = { host: "", port: null, address: "127.0.0.1", toPort: CLOSED_PORT };
  const network = createNetwork({
    dns: createDns({
      servers: [{ address: "127.0.0.1", port: dns.port }],
      waits: { tryMs: 5000, resendMs: 500 },
    }),
    trust: createTrust(plan.caFiles ?? []),
    connectTo: [...entries, elsewhere],
    isRerouted: plan.isRerouted ?? false,
    waits: { ...PATIENT, ...plan.waits },
  });
  const close = async () => {
    sockets.forEach((socket) => socket.destroy());
    await Promise.all([
      dns.close(),
      ...servers.map((server) => new Promise((resolve) => server.close(resolve))),
    ]);
  };
  return { network, accepted, close };
}

function makeServer(place: Place): Server {
  const { raw, handler, certificate, onlyNames } = place;
  if (raw !== undefined)
    return createTcpServer((socket) => (socket.on("error", () => {}), raw(socket)));
  if (certificate === undefined) return createHttpServer(handler);
  const refuseName = (
    name: string,
    done: (error: Error | null, context?: ReturnType<typeof createSecureContext>) => void,
  ) =>
    onlyNames?.includes(name) === true
      ? done(null, createSecureContext(certificate))
      : done(new Error("unrecognized name"));
  const server = createHttpsServer(
    {
      ...certificate,
      ...(place.minVersion === undefined ? {} : { minVersion: place.minVersion }),
      ...(place.maxVersion === undefined ? {} : { maxVersion: place.maxVersion }),
      ...(onlyNames === undefined ? {} : { SNICallback: refuseName }),
    },
    handler,
  );
  server.on("tlsClientError", () => {});
  return server;
}
