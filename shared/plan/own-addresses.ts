import { canonicalAddress } from "../domain/ip-address.ts";
import { isPrivateAddress } from "../domain/private-address.ts";
import { addressList } from "./addresses-of.ts";
import type { PlanInput } from "./plan.ts";
import { portAt } from "./port-at.ts";

/**
 * Addresses on which the host answers: those that it says itself. Behind a translation of addresses it
 * knows no public IPv4 address; then that of the first name that could lead to it is taken for its own,
 * and the challenge and the proof show whether it is. Where the host says nothing, it is where our
 * homeserver answers; and with no host at all, where the first name leads.
 */
export function ownAddresses(input: PlanInput, names: readonly string[]): readonly string[] {
  const known = (input.host?.addresses ?? []).map(canonicalAddress);
  if (known.length > 0 && !isTranslated(known)) return known;
  const lists = names.map((name) => addressList(input, name)).filter((list) => list.length > 0);
  if (known.length > 0) return withRouters(known, lists);
  if (input.host === null) return lists[0] ?? [];
  return [...new Set(lists.flat())].filter((address) => answersHere(input, address));
}

/** IPv4 addresses there are, and all of them private. */
function isTranslated(known: readonly string[]): boolean {
  const fourth = known.filter((each) => !isIpv6(each));
  return fourth.length > 0 && fourth.every(isPrivateAddress);
}

/** A name whose IPv6 addresses are the host's, if it has any, leads to the host's router with IPv4. */
function withRouters(
  known: readonly string[],
  lists: readonly (readonly string[])[],
): readonly string[] {
  const plain = lists.flat().some((each) => !isIpv6(each) && known.includes(each));
  const ours = lists.find(
    (list) =>
      list.some((each) => !isIpv6(each)) &&
      list.every((each) => !isIpv6(each) || known.includes(each)),
  );
  if (plain || ours === undefined) return known;
  return [
    ...ours.filter((each) => !isIpv6(each)),
    ...known.filter((each) => isIpv6(each) && !isPrivateAddress(each)),
  ];
}

function isIpv6(address: string): boolean {
  return address.includes(":");
}

/** Programs that may answer for a homeserver; null where the program could not be seen. */
const SERVERS: ReadonlySet<string | null> = new Set([
  null,
  "nginx",
  "apache2",
  "httpd",
  "apache",
  "caddy",
  "haproxy",
  "python",
  "python3",
  "synapse",
]);

/** Ports at which the homeserver may answer already, the likeliest first. */
export function servingPorts(input: PlanInput): readonly number[] {
  const configured = (input.host?.synapse?.listeners ?? []).filter((each) => each.tls);
  const open = (input.host?.ports ?? []).filter(
    ({ address, port, process }) =>
      port >= 443 && SERVERS.has(process) && address !== "::1" && !address.startsWith("127."),
  );
  const plain = (input.host?.synapse?.listeners ?? []).filter((each) => !each.tls);
  const ports = [...configured, ...open].map((each) => each.port);
  return [...new Set([...ports, 443, 8448])].filter(
    (port) => !plain.some((each) => each.port === port),
  );
}

function answersHere(input: PlanInput, address: string): boolean {
  const greeting = { certificateName: input.name.host, hostHeader: input.name.text };
  return servingPorts(input).some(
    (port) => portAt(input, address, port, greeting).state === "homeserver",
  );
}
