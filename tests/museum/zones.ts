import type { Zone } from "../lab/bind.ts";
import type { World, WorldName } from "../../shared/facts/world-types.ts";
import type { SrvRecord } from "../../shared/facts/observation.ts";

/**
 * The zones in which BIND says what the worlds say: everything below `example` in one, a zone of its own for each
 * name whose server fails or refuses, and an empty root, so that whatever else is asked does not exist.
 * Throws where a world wants of DNS what these zones cannot say: a gap of the museum.
 */
export function zonesOf(worlds: readonly World[]): Readonly<Record<string, Zone>> {
  const names = worlds.flatMap((world) => Object.entries(world.dns));
  const failing = names.flatMap(([name, { rcode }]) =>
    rcode === "SERVFAIL" || rcode === "REFUSED" ? [[name, rcode] as const] : [],
  );
  const records = names.flatMap(([name, entry]) => recordsOf(name, entry));
  const lab = ["ns.lab A 198.51.100.1", "ca A 198.51.100.1"];
  // BIND loads no zone whose own name server has no address in it
  const root = ["ns.lab.example A 198.51.100.1"];
  return { ".": root, example: [...lab, ...records], ...Object.fromEntries(failing) };
}

function recordsOf(name: string, entry: WorldName): readonly string[] {
  if (!name.endsWith(".example")) throw new Error(`${name} is not below example`);
  if (entry.rcode === "TIMEOUT") throw new Error(`${name}: no name server here keeps silent`);
  const line = (type: string, value: string): string => `${name}. ${entry.ttl} ${type} ${value}`;
  return [
    ...(entry.cname === null ? [] : [line("CNAME", `${entry.cname}.`)]),
    ...(entry.A?.records ?? []).map((address) => line("A", address)),
    ...(entry.AAAA?.records ?? []).map((address) => line("AAAA", address)),
    ...(entry.SRV?.records ?? []).map((record) => line("SRV", srvText(record))),
  ];
}

function srvText({ priority, weight, port, target }: SrvRecord): string {
  return `${priority} ${weight} ${port} ${target}.`;
}
