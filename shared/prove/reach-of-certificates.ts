import type { Control } from "../domain/control.ts";
import { certificateWays } from "../certificates/obtainable.ts";
import { endpointKey } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import type { Subject } from "./subject.ts";

/** Who controls the name's DNS: what the person said, else the world. */
export function dnsControl(subject: Subject): Control {
  return subject.answers.dns ?? subject.world.control.dns;
}

/** Who controls the name's website: what the person said, else the world. */
export function webControl(subject: Subject): Control {
  return subject.answers.web ?? subject.world.control.web;
}

/**
 * Tells whether a certificate for a name can be had in a world, and by which challenge. A world that
 * lists names says that exactly these can be had, however (`cli.md`, `certificateFor`).
 */
export function certificateCanBeHad(
  subject: Subject,
  world: World,
  name: string,
  challenge: "http-01" | "dns-01" | "any",
): boolean {
  const { certificateFor, ports } = subject.world.control;
  if (certificateFor !== null) return certificateFor.includes(name);
  const ways = certificateWays(
    {
      certificateFor: null,
      dns: dnsControl(subject),
      zone: subject.name.host.toLowerCase(),
      ownAddresses: world.server?.addresses ?? [],
      observe: observeWorld(world),
    },
    name,
  );
  const open = ways.filter((way) => way !== "http-01" || ports.includes(80) || port80(world, name));
  return challenge === "any" ? open.length > 0 : open.includes(challenge);
}

/** The authority tries an address of the name; a mute port 80 there fails it. */
function port80(world: World, name: string): boolean {
  const seen = observeWorld(world)({ ask: "addresses", host: name });
  if (seen.kind !== "addresses") return false;
  const addresses = [...seen.a.records, ...seen.aaaa.records];
  return addresses.every((address) => world.endpoints[endpointKey(address, 80)]?.silent !== true);
}
