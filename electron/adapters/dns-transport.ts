import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { makeQuestion, readReply } from "./dns-wire.ts";
import type { AskedType, WireQuestion, WireReply } from "./dns-wire.ts";

/** A name server to ask. */
export interface DnsServer {
  readonly address: string;
  readonly port: number;
}

/** Waits in milliseconds: one try, and the pause before a lost packet is sent again within it. */
export interface DnsWaits {
  readonly tryMs: number;
  readonly resendMs: number;
}

/** Answers that make asking another server worth while. */
const TRY_ANOTHER = new Set(["SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"]);

/**
 * Asks the servers in turn until one gives a usable answer; null where none answers at all. Where all
 * answers are refusals the last one counts. A server without EDNS (FORMERR) is asked again without it.
 */
export async function askServers(
  servers: readonly DnsServer[],
  name: string,
  type: AskedType,
  waits: DnsWaits,
): Promise<WireReply | null> {
  let last: WireReply | null = null;
  for (const server of servers) {
    const reply = await askServer(server, name, type, waits);
    if (reply !== null && !TRY_ANOTHER.has(reply.rcode)) return reply;
    last = reply ?? last;
  }
  return last;
}

async function askServer(
  server: DnsServer,
  name: string,
  type: AskedType,
  waits: DnsWaits,
): Promise<WireReply | null> {
  const reply = await askBothWays(server, makeQuestion(name, type, true), waits);
  if (reply?.rcode !== "FORMERR" && reply?.rcode !== "NOTIMP") return reply;
  return (await askBothWays(server, makeQuestion(name, type, false), waits)) ?? reply;
}

async function askBothWays(
  server: DnsServer,
  question: WireQuestion,
  waits: DnsWaits,
): Promise<WireReply | null> {
  const reply = await askUdp(server, question, waits);
  if (reply === null || !reply.truncated) return reply;
  return (await askTcp(server, question, waits)) ?? reply;
}

/** One question over UDP from a port of its own; the kernel drops packets of other senders (connected socket). */
function askUdp(
  server: DnsServer,
  question: WireQuestion,
  waits: DnsWaits,
): Promise<WireReply | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server.address) ? "udp6" : "udp4");
    let isOpen = true;
    let resend: NodeJS.Timeout | undefined;
    const finish = (reply: WireReply | null) => {
      if (!isOpen) return;
      isOpen = false;
      clearTimeout(end);
      clearInterval(resend);
      socket.close();
      resolve(reply);
    };
    const end = setTimeout(() => finish(null), waits.tryMs);
    // A packet that cannot be sent is a lost one: the next is sent again, or the wait ends.
    const send = () => socket.send(question.bytes, () => {});
    socket.on("error", () => finish(null));
    socket.on("message", (bytes) => {
      const reply = readReply(bytes, question);
      if (reply !== null) finish(reply);
    });
    socket.once("connect", () => {
      send();
      resend = setInterval(send, waits.resendMs);
    });
    // Without a network there is no way to the server: `connect` fails, and its callback would be
    // called with the error while the socket is not connected.
    socket.connect(server.port, server.address);
  });
}

/** One question over TCP (RFC 7766): two bytes of length before each message. */
function askTcp(
  server: DnsServer,
  question: WireQuestion,
  waits: DnsWaits,
): Promise<WireReply | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port });
    const finish = (reply: WireReply | null) => {
      clearTimeout(end);
      socket.destroy();
      resolve(reply);
    };
    const end = setTimeout(() => finish(null), waits.tryMs);
    let received = Buffer.alloc(0);
    socket.on("error", () => finish(null));
    socket.on("close", () => finish(null));
    socket.on("connect", () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(question.bytes.length);
      socket.write(Buffer.concat([length, question.bytes]));
    });
    socket.on("data", (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const message = firstMessage(received);
      if (message !== null) finish(readReply(message, question));
    });
  });
}

function firstMessage(received: Buffer): Buffer | null {
  if (received.length < 2) return null;
  const length = received.readUInt16BE(0);
  return received.length >= length + 2 ? received.subarray(2, length + 2) : null;
}
