import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { decode, encode } from "dns-packet";
import type { Answer } from "dns-packet";

/** Records of one name; `rcode` answers every type, `truncate` sends the asker to TCP, `drop` never answers. */
export interface ZoneEntry {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  readonly CNAME?: string;
  readonly SRV?: readonly { priority: number; weight: number; port: number; target: string }[];
  readonly CAA?: readonly { flags: number; tag: "issue" | "issuewild" | "iodef"; value: string }[];
  readonly TXT?: readonly string[];
  readonly ttl?: number;
  readonly rcode?: "SERVFAIL" | "REFUSED" | "NXDOMAIN" | "NOTIMP";
  readonly truncate?: boolean;
  readonly drop?: boolean;
  /** Follows aliases into other names of the zone, as a resolver does. */
  readonly chase?: boolean;
  /** Sends a forged answer with another id first. */
  readonly forge?: boolean;
  /** Refuses EDNS once, as very old servers do. */
  readonly noEdns?: boolean;
}

export type Zone = { readonly [name: string]: ZoneEntry };

export interface NameServer {
  readonly port: number;
  readonly asked: string[];
  close(): Promise<void>;
}

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
const SOA: Answer = {
  type: "SOA",
  name: "example.com",
  ttl: 900,
  data: {
    mname: "ns.example.com",
    rname: "root.example.com",
    serial: 1,
    refresh: 1,
    retry: 1,
    expire: 1,
    minimum: 600,
  },
};

/** A name server on loopback, UDP and TCP on the same port. Names that are not listed do not exist. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const asked: string[] = [];
  const tcp = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      const reply = answer(zone, bytes.subarray(2), asked, true)[0];
      if (reply === undefined) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      // In two pieces: a message need not come in one.
      socket.write(length);
      setTimeout(() => socket.end(reply), 5);
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket("udp4");
  udp.on("message", (bytes, from) => {
    for (const reply of answer(zone, bytes, asked, false)) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, "127.0.0.1", resolve));
  const close = async () => {
    udp.close();
    await new Promise((resolve) => tcp.close(resolve));
  };
  return { port, asked, close };
}

function answer(zone: Zone, bytes: Buffer, asked: string[], overTcp: boolean): readonly Buffer[] {
  const query = decode(bytes);
  const question = query.questions?.[0];
  if (question === undefined) return [];
  asked.push(`${overTcp ? "tcp " : ""}${question.type} ${question.name}`);
  const entry = zone[question.name.toLowerCase()];
  if (entry?.drop === true) return [];
  const hasEdns = (query.additionals ?? []).length > 0;
  const rcode =
    entry?.noEdns === true && hasEdns
      ? "FORMERR"
      : (entry?.rcode ?? (entry ? "NOERROR" : "NXDOMAIN"));
  const answers = rcode === "NOERROR" ? recordsOf(zone, question.name, question.type) : [];
  const isCut = entry?.truncate === true && !overTcp;
  const stopsAtAlias = answers.length > 0 && answers.every((each) => each.type === "CNAME");
  const make = (id: number): Buffer =>
    encode({
      type: "response",
      id,
      // dns-packet takes the response code from the low bits of the flags.
      flags: RCODES[rcode] | (isCut ? 0x200 : 0),
      questions: [question],
      answers: isCut ? [] : answers,
      authorities: answers.length === 0 || (stopsAtAlias && entry?.chase === true) ? [SOA] : [],
    });
  const id = query.id ?? 0;
  return entry?.forge === true ? [make((id + 1) & 0xffff), make(id)] : [make(id)];
}

function recordsOf(zone: Zone, name: string, type: string): readonly Answer[] & Answer[] {
  const entry = zone[name.toLowerCase()];
  if (entry === undefined) return [];
  const ttl = entry.ttl ?? 300;
  if (entry.CNAME !== undefined) {
    const alias: Answer = { type: "CNAME", name, ttl, data: entry.CNAME };
    return entry.chase === true ? [alias, ...recordsOf(zone, entry.CNAME, type)] : [alias];
  }
  const data: readonly unknown[] = entry[type as "A"] ?? [];
  return data.map((each) => ({ type, name, ttl, data: each }) as Answer);
}
