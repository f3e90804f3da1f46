import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startDaemon, type Daemon } from "./daemon.ts";
import type { InLab } from "./network.ts";
import { addresses, places } from "./places.ts";
import { waitFor } from "./wait.ts";

/** What the lab's DNS answers for a zone: records as zone-file lines relative to it, or an error for every question. */
export type Zone = readonly string[] | "SERVFAIL" | "REFUSED";

/** The lab's authoritative DNS server. */
export interface Dns {
  /** Publishes, replaces (or with null removes) zones, and comes back when the server answers accordingly. */
  readonly publish: (zones: Readonly<Record<string, Zone | null>>) => Promise<void>;
  /** Every question asked so far, with the asker's address, as BIND logs it. */
  readonly questions: () => readonly string[];
}

const ttl = 60;

function zoneText(records: readonly string[], serial: number): string {
  return `$TTL ${ttl}
@ IN SOA ns.lab.example. root.lab.example. ${serial} 3600 600 86400 ${ttl}
@ IN NS ns.lab.example.
${records.join("\n")}
`;
}

function configText(dir: string, zones: ReadonlyMap<string, Zone>): string {
  const { v4, v6 } = addresses.lab;
  const blocks = [...zones].map(([name, zone]) => {
    const access = zone === "REFUSED" ? " allow-query { none; };" : "";
    // a zone whose file does not exist is answered with SERVFAIL
    const file = zone === "SERVFAIL" ? "nowhere" : `${name}.zone`;
    return `zone "${name}" { type primary; file "${file}"; check-integrity no; check-names ignore; check-srv-cname ignore;${access} };`;
  });
  return `options { directory "${dir}"; pid-file none; session-keyfile none; listen-on { ${v4}; }; listen-on-v6 { ${v6}; };
  recursion no; allow-query { any; }; dnssec-validation no; querylog yes; notify no; };
controls { };
${blocks.join("\n")}
`;
}

/** Starts BIND with the zone `example` (names of the lab itself); other zones are published by tests at any time. */
export async function startDns(group: string, inLab: InLab): Promise<Dns> {
  const dir = path.join(places.run, "named");
  mkdirSync(dir, { recursive: true });
  const zones = new Map<string, Zone>();
  const config = path.join(dir, "named.conf");
  let serial = 0;
  let daemon: Daemon | null = null;
  const publish = async (changes: Readonly<Record<string, Zone | null>>): Promise<void> => {
    serial += 1;
    for (const [name, zone] of Object.entries(changes)) {
      if (zone === null) zones.delete(name);
      else zones.set(name, zone);
      if (zone === null || zone === "SERVFAIL") continue;
      const records = zone === "REFUSED" ? [] : zone;
      writeFileSync(path.join(dir, `${name}.zone`), zoneText(records, serial));
    }
    writeFileSync(config, configText(dir, zones));
    if (daemon) daemon.signal("SIGHUP");
    else daemon = startDaemon("named", group, ["/usr/sbin/named", "-g", "-c", config]);
    for (const [name, zone] of Object.entries(changes)) await seen(inLab, name, zone, serial);
  };
  await publish({ example: [`ca A ${addresses.lab.v4}`, `ns.lab A ${addresses.lab.v4}`] });
  const lines = (): readonly string[] => (daemon?.log() ?? "").split("\n");
  return { publish, questions: () => lines().filter((line) => line.includes(" query: ")) };
}

/** Waits until the server answers for a zone as it should. */
async function seen(inLab: InLab, name: string, zone: Zone | null, serial: number): Promise<void> {
  const ask = ["dig", "+tries=1", "+time=1", "+noall", "+comments", "+answer"];
  const probe = async (): Promise<true | undefined> => {
    const { stdout } = await inLab([...ask, "SOA", name, `@${addresses.lab.v4}`]);
    return isAnswered(stdout, name, zone, serial) ? true : undefined;
  };
  await waitFor(`DNS zone ${name}`, probe, { within: 10_000, every: 50 });
}

function isAnswered(text: string, name: string, zone: Zone | null, serial: number): boolean {
  if (zone === null) return text.includes("status: ") && !text.includes(`${name}.\t`);
  return text.includes(typeof zone === "string" ? `status: ${zone}` : ` ${serial} 3600 `);
}
