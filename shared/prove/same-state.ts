import { canonicalJson } from "../domain/canonical-json.ts";
import type { World, WorldName } from "../facts/world-types.ts";
import type { ProofState } from "./state.ts";

/** Tells whether two states are the same to whoever looks, and the same on the host's disk. */
export function sameState(one: ProofState, other: ProofState): boolean {
  if (one === other) return true;
  const { dns, ...world } = one.world;
  const { dns: otherDns, ...otherWorld } = other.world;
  return (
    sameDns(dns, otherDns) &&
    same(world, otherWorld) &&
    same(one.disk, other.disk) &&
    same(one.sites, other.sites) &&
    same(one.files, other.files)
  );
}

/** A name with nothing at all does not exist; order in a set says nothing; a TTL alone is no answer. */
function sameDns(one: World["dns"], other: World["dns"]): boolean {
  if (one === other) return true;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => {
    const left = one[name];
    const right = other[name];
    return left === right || plainName(left) === plainName(right);
  });
}

function plainName(entry: WorldName | undefined): string {
  if (entry === undefined) return "";
  const { ttl: _, ...sets } = entry;
  const said = Object.entries(sets).filter(([, each]) => each !== null && each !== "NXDOMAIN");
  return said.map(([type, each]) => `${type} ${sortedText(each)}`).join("; ");
}

function sortedText(set: WorldName["A"] | WorldName["SRV"] | WorldName["CAA"] | string): string {
  if (set === null || typeof set === "string") return String(set);
  return `${set.rcode} ${set.records
    .map((record) => JSON.stringify(record))
    .toSorted()
    .join(" ")}`;
}

/** Equality of data, whatever the order of keys; a key that holds undefined is not there. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other))
    return false;
  const keys = Object.keys(one).filter((key) => one[key] !== undefined);
  const others = Object.keys(other).filter((key) => other[key] !== undefined);
  return keys.length === others.length && keys.every((key) => same(one[key], other[key]));
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/** Canonical text of data that is JSON but for fields left out. Throws when it is none: a bug of ours. */
export function textOf(value: unknown): string {
  const text = canonicalJson(value);
  if (!text.ok) throw new Error(`no canonical JSON: ${text.error}`);
  return text.value;
}
