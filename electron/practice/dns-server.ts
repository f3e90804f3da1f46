import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { portOf } from "./loopback.ts";
import packet, { type Answer, type DecodedPacket } from "dns-packet";
import type { Found, ZoneRecord, Zones } from "./zones.ts";

const RCODES = { NOERROR: 0, NODATA: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;
const UDP_BYTES = 512;
const NEGATIVE_TTL = 60;
const MAX_QUERY = 4096;

/** A name server on loopback that answers from zones, over UDP and TCP on one port. */
export interface DnsServer {
  /** `127.0.0.1:PORT`, as `--dns-server` takes it. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts the name server of a world on a free port. */
export async function startDnsServer(zones: Zones): Promise<DnsServer> {
  const open = new Set<Socket>();
  const tcp = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    serveTcp(socket, zones);
  });
  const udp = createSocket("udp4");
  udp.on("message", (message, from) => {
    const reply = answer(message, zones, "udp");
    if (reply !== null) udp.send(reply, from.port, from.address);
  });
  const port = await bindBoth(tcp, udp);
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

/** TCP is given a free port; UDP takes the same number, or both try another. */
async function bindBoth(tcp: Server, udp: UdpSocket): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    await new Promise<void>((resolve, reject) => {
      tcp.once("error", reject);
      tcp.listen(0, "127.0.0.1", resolve);
    });
    const port = portOf(tcp);
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once("error", reject);
        udp.bind(port, "127.0.0.1", resolve);
      });
      return port;
    } catch (error) {
      if (tries >= 20) throw error;
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    }
  }
}

function serveTcp(socket: Socket, zones: Zones): void {
  let waiting = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0);
      const reply = answer(waiting.subarray(2, end), zones, "tcp");
      waiting = waiting.subarray(end);
      if (reply === null) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    }
    if (waiting.length > MAX_QUERY) socket.destroy();
  });
}

function answer(message: Buffer, zones: Zones, over: "udp" | "tcp"): Buffer | null {
  const query = decode(message);
  const question = query?.questions?.[0];
  if (query === null || question === undefined || query.type !== "query") return null;
  const found = zones.find(question.name, question.type);
  if (found.rcode === "TIMEOUT") return null;
  const reply = encode(query, found, false);
  const room = over === "tcp" ? Number.POSITIVE_INFINITY : roomOf(query);
  return reply.length <= room ? reply : encode(query, found, true);
}

function decode(message: Buffer): DecodedPacket | null {
  try {
    return packet.decode(message);
  } catch {
    return null;
  }
}

function encode(query: DecodedPacket, found: Found, cut: boolean): Buffer {
  const rcode = found.rcode === "TIMEOUT" ? RCODES.SERVFAIL : RCODES[found.rcode];
  const flags =
    packet.AUTHORITATIVE_ANSWER | packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | rcode;
  const negative = found.rcode === "NXDOMAIN" || found.rcode === "NODATA";
  const name = query.questions?.[0]?.name ?? ".";
  return packet.encode({
    type: "response",
    id: query.id ?? 0,
    flags: cut ? flags | packet.TRUNCATED_RESPONSE : flags,
    questions: query.questions ?? [],
    answers: cut ? [] : found.records.map(answerOf),
    authorities: negative && !cut ? [startOfAuthority(name)] : [],
  });
}

function answerOf(record: ZoneRecord): Answer {
  return { ...record, class: "IN" };
}

/** A negative answer carries the zone's SOA, whose minimum is its life (RFC 2308). */
function startOfAuthority(name: string): Answer {
  const zone = name.split(".").slice(-2).join(".");
  const data = {
    mname: `ns.${zone}`,
    rname: `hostmaster.${zone}`,
    serial: 1,
    refresh: 3600,
    retry: 600,
    expire: 86_400,
    minimum: NEGATIVE_TTL,
  };
  return { name: zone, type: "SOA", ttl: NEGATIVE_TTL, class: "IN", data };
}

/** What the asker can take over UDP (EDNS, RFC 6891). */
function roomOf(query: DecodedPacket): number {
  const edns = query.additionals?.find((each) => each.type === "OPT");
  return edns !== undefined && "udpPayloadSize" in edns
    ? Math.max(UDP_BYTES, edns.udpPayloadSize)
    : UDP_BYTES;
}
