import { hostKind } from "../domain/server-name.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import type { AddressesSeen, Rcode, RecordSet } from "../facts/observation.ts";
import type { ProblemCode } from "../problems/codes.ts";
import type { Steps } from "./ask.ts";
import type { Trail } from "./trail.ts";

/** What a name server answers is bounded: further addresses are not looked at. */
const MAX_ADDRESSES = 16;

/** The addresses of a host to connect to. */
export interface HostAddresses {
  /** IPv4 first, each in the order of its answer. */
  readonly addresses: readonly string[];
  /** Life in seconds; null for literals. */
  readonly ttl: number | null;
  /** Why there are none. */
  readonly fault: ProblemCode | null;
  readonly untold: boolean;
}

/** Asks for A and AAAA of a host; an IP literal is its own address and asks nothing. */
export function* addressesOf(host: string, trail: Trail): Steps<HostAddresses> {
  if ((hostKind(host) ?? "dns") !== "dns")
    return { addresses: [host], ttl: null, fault: null, untold: false };
  const asked = `A/AAAA ${host}`;
  const query = { ask: "addresses", host } as const;
  const seen = asAnswerTo(query, yield query);
  if (seen.kind === "untold") {
    trail.add("addresses", asked, "untold", false);
    return { addresses: [], ttl: null, fault: null, untold: true };
  }
  const addresses = [...seen.a.records, ...seen.aaaa.records].slice(0, MAX_ADDRESSES);
  trail.add("addresses", asked, answerOf(seen, addresses), addresses.length > 0);
  return {
    addresses,
    ttl: lifeOf(seen),
    fault: addresses.length > 0 ? null : faultOf(seen),
    untold: false,
  };
}

function answerOf(seen: AddressesSeen, addresses: readonly string[]): string {
  const alias = seen.cname.map((name) => `CNAME ${name}`);
  const found =
    addresses.length > 0 ? addresses : [seen.a.rcode === "NODATA" ? seen.aaaa.rcode : seen.a.rcode];
  return [...alias, ...found].join(", ");
}

function lifeOf(seen: AddressesSeen): number | null {
  const sets: readonly RecordSet<string>[] = [seen.a, seen.aaaa];
  const lives = sets.filter((set) => set.records.length > 0).map((set) => set.ttl);
  return lives.length > 0 ? Math.min(...lives) : null;
}

const FAILED: ReadonlySet<Rcode> = new Set<Rcode>(["SERVFAIL", "REFUSED", "TIMEOUT"]);

function faultOf(seen: AddressesSeen): ProblemCode {
  return FAILED.has(seen.a.rcode) || FAILED.has(seen.aaaa.rcode)
    ? "dns-lookup-error"
    : "dns-no-address";
}
