import { randomInt } from "node:crypto";
import { decode, encode, RECURSION_DESIRED } from "dns-packet";
import type { Answer } from "dns-packet";
import { z } from "zod";

/** Record types that are asked for. */
export type AskedType = "A" | "AAAA" | "SRV" | "CAA" | "TXT";

/** One record of an answer; `data` is what dns-packet makes of its type. */
export interface WireRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: unknown;
}

/** A reply that belongs to its question. `negativeTtl` is the SOA's (RFC 2308), 0 without one. */
export interface WireReply {
  readonly rcode: string;
  readonly truncated: boolean;
  readonly answers: readonly WireRecord[];
  readonly negativeTtl: number;
}

/** A question ready to send, and what its reply must match. */
export interface WireQuestion {
  readonly id: number;
  readonly name: string;
  readonly type: AskedType;
  readonly bytes: Buffer;
}

/** What dns-packet gives and its types leave out. */
const RcodeField = z.looseObject({ rcode: z.string() });
const SoaField = z.looseObject({ minimum: z.int() });

/** More records than this are no answer that anybody needs; the rest is dropped. */
const MAX_RECORDS = 128;
/** EDNS size that passes without fragments (DNS flag day 2020). */
const UDP_SIZE = 1232;

/** Builds a question with a random id, recursion desired, EDNS unless a server does not know it. */
export function makeQuestion(name: string, type: AskedType, edns: boolean): WireQuestion {
  const id = randomInt(0x10000);
  const additionals: Answer[] = edns
    ? [
        {
          type: "OPT",
          name: ".",
          udpPayloadSize: UDP_SIZE,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ]
    : [];
  const bytes = encode({
    type: "query",
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type, name, class: "IN" }],
    additionals,
  });
  return { id, name, type, bytes };
}

/** Reads a reply; null where it is malformed or does not belong to the question (a forged or late one). */
export function readReply(bytes: Buffer, question: WireQuestion): WireReply | null {
  const packet = decodeSafely(bytes);
  if (packet === null || !packet.flag_qr || packet.id !== question.id) return null;
  const asked = packet.questions?.[0];
  const isOurs = asked && sameName(asked.name, question.name) && asked.type === question.type;
  if (!isOurs) return null;
  const soa = records(packet.authorities ?? []).find((record) => record.type === "SOA");
  return {
    rcode: RcodeField.safeParse(packet).data?.rcode ?? "SERVFAIL",
    truncated: packet.flag_tc,
    answers: records(packet.answers ?? []),
    negativeTtl: soa === undefined ? 0 : negativeTtl(soa),
  };
}

/** Compares two names as DNS does: without case and final dot. */
export function sameName(one: string, other: string): boolean {
  return plainName(one) === plainName(other);
}

/** A name in lower case without its final dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function decodeSafely(bytes: Buffer) {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}

function records(answers: readonly Answer[]): readonly WireRecord[] {
  return answers.slice(0, MAX_RECORDS).flatMap((answer) => {
    if (answer.type === "OPT" || !("data" in answer)) return [];
    const ttl = Math.min(Math.max(answer.ttl ?? 0, 0), 0x7fffffff);
    return [{ name: answer.name, type: answer.type, ttl, data: answer.data }];
  });
}

function negativeTtl(soa: WireRecord): number {
  return Math.min(soa.ttl, SoaField.safeParse(soa.data).data?.minimum ?? soa.ttl);
}
