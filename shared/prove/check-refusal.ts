import { withRecord } from "./effect-of-record.ts";
import type { World } from "../facts/world-types.ts";
import { candidatesOf, type Candidate } from "./plan-space.ts";
import { dnsControl } from "./reach-of-certificates.ts";
import { beginState } from "./state.ts";
import { allReached, inboundOf, oncePer, type Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import { worldOfCandidate } from "./world-of-candidate.ts";

/** Check 5 for a refusal: no point of the space of plans would make every promised era reach. */
export function checkRefusal(subject: Subject): readonly Violation[] {
  for (const candidate of candidatesOf(subject)) {
    const world = worldOfCandidate(subject, candidate);
    if (world !== null && reaches(subject, candidate, world)) {
      return [violation("5 refusal is wrong", shown(candidate))];
    }
  }
  return [];
}

function reaches(subject: Subject, candidate: Candidate, world: World): boolean {
  const hands = `${subject.world.server?.proxy ?? "none"} ${dnsControl(subject) === "nobody"}`;
  return endings(subject, world).some((end, at) => {
    const key = `${hands} ${at} ${shown(candidate)}`;
    const inbound = oncePer(subject, key, () => inboundOf(subject, beginState(end)));
    return allReached(subject.audience, inbound);
  });
}

/** Old records stay, or are taken away where DNS is in somebody's hands. */
function endings(subject: Subject, world: World): readonly World[] {
  if (dnsControl(subject) === "nobody") return [world];
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
  return [...new Set([world, noFed, without(noFed, "_matrix._tcp")])];
}

function shown(candidate: Candidate): string {
  const { method, delegatedName, port, certificateNames, place } = candidate;
  const certificate =
    certificateNames === null
      ? "the present certificate"
      : `a certificate for ${certificateNames.join(", ")}`;
  return `${method} to ${delegatedName}:${port} with ${certificate}, ${place}`;
}
