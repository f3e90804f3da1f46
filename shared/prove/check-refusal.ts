import { withRecord } from "./effect-of-record.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import { remember } from "../resolve/drive.ts";
import { inboundEra } from "../resolve/eras.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesOf } from "./plan-space.ts";
import { dnsControl } from "./reach-of-certificates.ts";
import { oncePer, type Ending } from "./seen-before.ts";
import type { Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import { worldOfCandidate } from "./world-of-candidate.ts";

/** Check 5 for a refusal: no point of the space of plans would make every promised era reach. */
export function checkRefusal(subject: Subject): readonly Violation[] {
  const { seen, world } = subject;
  const hands = `${world.server?.proxy ?? "none"} ${dnsControl(subject) === "nobody"}`;
  const candidates = oncePer(seen.candidates, world.server?.proxy ?? "none", () =>
    [...candidatesOf(subject)].map((candidate) => ({ candidate, text: shown(candidate) })),
  );
  for (const { candidate, text } of candidates) {
    const key = `${hands} ${text}`;
    const known = seen.endings.get(key);
    // Where it is known to lead nowhere it is all the same whether it could be carried out.
    if (known !== undefined && !known.some((end) => reaches(subject, end))) continue;
    const carriedOut = worldOfCandidate(subject, candidate);
    if (carriedOut === null) continue;
    const found = oncePer(seen.endings, key, () => endings(subject, carriedOut));
    if (found.some((end) => reaches(subject, end))) return [violation("5 refusal is wrong", text)];
  }
  return [];
}

/** Every promised era reaches; an era is followed when it is first asked about, the newest first. */
function reaches({ audience, name, now }: Subject, end: Ending): boolean {
  return audience
    .toReversed()
    .every((era) =>
      oncePer(end.reached, era, () => inboundEra(era, name, end.look, now).verdict === "reached"),
    );
}

/** Old records stay, or are taken away where DNS is in somebody's hands. */
function endings(subject: Subject, world: World): readonly Ending[] {
  if (dnsControl(subject) === "nobody") return [endingAt(world)];
  const host = subject.name.host.toLowerCase();
  const without = (from: World, service: string): World => {
    const name = `${service}.${host}`;
    const records = from.dns[name]?.SRV?.records ?? [];
    return records.reduce(
      (now, each) =>
        withRecord(now, {
          name,
          type: "SRV",
          ttl: 3600,
          value: `${each.priority} ${each.weight} ${each.port} ${each.target === "" ? "." : each.target}`,
          change: "remove",
        }),
      from,
    );
  };
  const noFed = without(world, "_matrix-fed._tcp");
  return [...new Set([world, noFed, without(noFed, "_matrix._tcp")])].map(endingAt);
}

function endingAt(world: World): Ending {
  return { look: remember(observeWorld(world)), reached: new Map() };
}

function shown(candidate: Candidate): string {
  const { method, website, delegatedName, port, certificateNames, place } = candidate;
  const certificate =
    certificateNames === null
      ? "the present certificate"
      : `a certificate for ${certificateNames.join(", ")}`;
  return `${method} to ${delegatedName}:${port} with ${certificate}, ${place}, website ${website}`;
}
