import { readEndpointKey, worldName } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { Plan, RecordChange, Step } from "../plan/plan.ts";
import type { Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";

/**
 * Part of check 2: no name under which another machine serves somebody else today loses its address
 * without a consent that names it.
 */
export function checkNames(subject: Subject, plan: Plan): readonly Violation[] {
  const asked = plan.consents.filter(({ code }) => code === "consent-live-name");
  const agreed = new Set(asked.map(({ data }) => String(data["name"] ?? "").toLowerCase()));
  return plan.steps.flatMap((step) =>
    recordsOf(step)
      .filter(({ change, type }) => type !== "SRV" && (change === "change" || change === "remove"))
      .filter(({ name }) => !agreed.has(name.toLowerCase()) && servesOthers(subject.world, name))
      .map(({ name }) =>
        violation("2 name of others taken without consent", name, { step: step.id }),
      ),
  );
}

function recordsOf(step: Step): readonly RecordChange[] {
  if (step.kind === "dns-record") return [step.record];
  return step.kind === "ask-person" ? step.records : [];
}

/** At an address that is not the server's, there is a website of the name or a homeserver of another. */
function servesOthers(world: World, name: string): boolean {
  const seen = observeWorld(world)({ ask: "addresses", host: name });
  const own = new Set((world.server?.addresses ?? []).map(canonicalAddress));
  const foreign =
    seen.kind === "addresses"
      ? [...seen.a.records, ...seen.aaaa.records]
          .map(canonicalAddress)
          .filter((address) => !own.has(address))
      : [];
  if (foreign.length === 0) return false;
  return Object.hasOwn(world.https, worldName(name)) || foreign.some((at) => answers(world, at));
}

function answers(world: World, address: string): boolean {
  return Object.entries(world.endpoints).some(([key, endpoint]) => {
    const place = readEndpointKey(key);
    if (place === null || canonicalAddress(place.address) !== address) return false;
    const others = endpoint.serverName !== undefined && endpoint.serverName !== world.server?.name;
    return endpoint.open && !endpoint.silent && others;
  });
}
