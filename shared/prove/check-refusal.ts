import { withRecord } from "./effect-of-record.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import { remember } from "../resolve/drive.ts";
import { inboundEra } from "../resolve/eras.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesOf } from "./plan-space.ts";
import { dnsControl } from "./reach-of-certificates.ts";
import { oncePer, type CandidateSearch, type Ending } from "./seen-before.ts";
import type { Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import { worldOfCandidate } from "./world-of-candidate.ts";

/** Check 5 for a refusal: no point of the space of plans would make every promised era reach. */
export function checkRefusal(subject: Subject): readonly Violation[] {
  const { endings, open } = searchBy(subject);
  const promised = subject.audience.join(" ");
  const left: Candidate[] = [];
  for (const candidate of open.get(promised) ?? candidatesBy(subject)) {
    const known = endings.get(candidate);
    // Where it is known to lead nowhere it is all the same whether it could be carried out.
    if (known !== undefined && !known.some((end) => reaches(subject, end))) continue;
    const carriedOut = worldOfCandidate(subject, candidate);
    if (carriedOut === null) {
      left.push(candidate);
      continue;
    }
    const found = oncePer(endings, candidate, () => endingsOf(subject, carriedOut));
    if (found.some((end) => reaches(subject, end)))
      return [violation("5 refusal is wrong", shown(candidate))];
  }
  open.set(promised, left);
  return [];
}

function candidatesBy(subject: Subject): readonly Candidate[] {
  const proxy = subject.world.server?.proxy ?? "none";
  return oncePer(subject.seen.candidates, proxy, () => [...candidatesOf(subject)]);
}

/** Where candidates lead depends on the proxy and on whether anybody may take records away. */
function searchBy(subject: Subject): CandidateSearch {
  const hands = `${subject.world.server?.proxy ?? "none"} ${dnsControl(subject) === "nobody"}`;
  return oncePer(subject.seen.searches, hands, () => ({ endings: new Map(), open: new Map() }));
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
function endingsOf(subject: Subject, world: World): readonly Ending[] {
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
