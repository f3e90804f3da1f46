import type { Fact, Facts } from "../../shared/facts/facts.ts";
import type { HostSeen } from "../../shared/facts/host-seen.ts";
import type { ApprovedMachine, Ports } from "./ports.ts";

/** What was seen of a machine, of the homeserver's or of the website's. */
type Seen = Fact<{ readonly hostKey: string | null; readonly sudo?: HostSeen["sudo"] }>;

/** The machines that an approval speaks of, by the first of the facts that know of each (null: none are kept). */
export function approvedMachines(
  hosts: Ports["hosts"],
  facts: readonly (Pick<Facts, "host" | "web"> | null)[],
): readonly ApprovedMachine[] {
  return (["host", "web"] as const).flatMap((which) => {
    const target = hosts.describe(which);
    if (target === null) return [];
    const seen = facts.map((each): Seen | null => each?.[which] ?? null);
    const known = seen.find((fact) => fact?.known === true);
    return [{ target, ...seenOf(known ?? null) }];
  });
}

function seenOf(fact: Seen | null): Omit<ApprovedMachine, "target"> {
  if (fact === null || !fact.known) return { hostKey: null, sudo: null };
  return { hostKey: fact.value.hostKey, sudo: fact.value.sudo ?? null };
}
