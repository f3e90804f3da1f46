import type { ProblemCode } from "../problems/codes.ts";
import type { InboundEra, Target } from "../resolve/route.ts";
import { addressList } from "./addresses-of.ts";
import type { Situation } from "./situation.ts";
import type { FileUse, Way } from "./way.ts";

/** Faults of a certificate that was right once: the way it serves is mended, not changed. */
const OUTLIVED: ReadonlySet<string | null> = new Set<ProblemCode | null>([
  "cert-expired",
  "cert-not-yet-valid",
  "cert-incomplete-chain",
]);

/**
 * The way that peers go today, which stays where it works or only its far end has to be mended. A
 * `.well-known` is kept wherever it leads, for the others would only be another detour; where nothing
 * but the website's certificate has run out, that is renewed first.
 */
export function presentWays(situation: Situation): readonly Way[] {
  const newest = situation.audience.at(-1) ?? "1.93";
  const now = situation.now.inbound[newest];
  return [
    ...waysAfterRenewal(situation),
    ...waysOfNow(situation, now),
    ...(newest === "0.34" ? rightFile(situation) : []),
  ];
}

/** Software up to 0.34 reads no file; one that leads everybody else here stays what it is. */
function rightFile(situation: Situation): readonly Way[] {
  const today = situation.now.inbound["1.93"];
  return today.verdict === "reached" ? waysByFile(situation, today, "kept") : [];
}

/** A record that leads where peers would go without it delegates nothing (case C1 of the FAQ). */
export function isHere(situation: Situation, target: Target): boolean {
  const own = addressList(situation.input, situation.host);
  return (
    target.port === 8448 &&
    target.addresses.length > 0 &&
    target.addresses.every((each) => own.includes(each))
  );
}

/** The file is right, and all that it leads to works. */
function waysAfterRenewal(situation: Situation): readonly Way[] {
  const { later, audience, websiteFault } = situation;
  if (later === null || !OUTLIVED.has(websiteFault)) return [];
  const works = audience.every((era) => later[era].verdict === "reached");
  return works ? waysByFile(situation, later[audience.at(-1) ?? "1.93"], "believed-again") : [];
}

function waysOfNow(situation: Situation, now: InboundEra): readonly Way[] {
  const { decidedBy, target, verdict, why } = now;
  if (decidedBy === null || target === null) return [];
  if (decidedBy.startsWith("well-known")) return waysByFile(situation, now, "kept");
  const works = verdict === "reached" || OUTLIVED.has(why);
  if (!works || !decidedBy.startsWith("srv") || isHere(situation, target)) return [];
  return asAnswered(situation, {
    method: "srv",
    delegatedName: target.host,
    connectHost: target.host,
    port: target.port,
    certificateName: situation.host,
    hostHeader: situation.input.name.text,
    file: "left",
    moves: "nothing",
    strict: false,
  });
}

function waysByFile(situation: Situation, by: InboundEra, file: FileUse): readonly Way[] {
  const { decidedBy, target, certificateName, hostHeader } = by;
  if (target === null || hostHeader === null) return [];
  if (decidedBy?.startsWith("well-known") !== true) return [];
  const name = certificateName ?? hostHeader.replace(/:\d+$/, "");
  return asAnswered(situation, {
    method: "well-known",
    delegatedName: name,
    connectHost: target.host,
    port: target.port,
    certificateName: name,
    hostHeader,
    file,
    moves: "nothing",
    strict: false,
  });
}

function asAnswered(situation: Situation, way: Way): readonly Way[] {
  const { delegatedName, port } = situation.input.answers;
  const name =
    delegatedName === undefined || delegatedName.toLowerCase() === way.delegatedName.toLowerCase();
  return name && (port === undefined || port === way.port) ? [way] : [];
}
