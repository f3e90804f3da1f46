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
  let serial = 0;
  let daemon: Daemon | null = null;
  const config = path.join(dir, "named.conf");
  await publish({ example: [`ca A ${addresses.lab.v4}`, `ns.lab A ${addresses.lab.v4}`] });
  return {
    publish,
    questions: () => (daemon?.log() ?? "").split("\n").filter((line) => line.includes(" query: ")),
  };

  async function publish(changes: Readonly<Record<string, Zone | null>>): Promise<void> {
    serial += 1;
    for (const [name, zone] of Object.entries(changes)) {
      if (zone === null) zones.delete(name);
      else zones.set(name, zone);
      if (Array.isArray(zone) || zone === "REFUSED") {
        writeFileSync(
          path.join(dir, `${name}.zone`),
          zoneText(zone === "REFUSED" ? [] : (zone as readonly string[]), serial),
        );
      }
    }
    writeFileSync(config, configText(dir, zones));
    if (daemon === null)
      daemon = startDaemon("named", group, ["/usr/sbin/named", "-g", "-c", config]);
    else daemon.signal("SIGHUP");
    for (const [name, zone] of Object.entries(changes)) await seen(name, zone);
  }

  async function seen(name: string, zone: Zone | null): Promise<void> {
    const wanted = serial;
    await waitFor(
      `DNS zone ${name}`,
      async () => {
        const ask = [
          "dig",
          "+tries=1",
          "+time=1",
          "+noall",
          "+comments",
          "+answer",
          "SOA",
          name,
          `@${addresses.lab.v4}`,
        ];
        const { stdout } = await inLab(ask);
        const answered =
          zone === null
            ? !stdout.includes(`${name}.\t`) && /status: /.test(stdout)
            : typeof zone === "string"
              ? stdout.includes(`status: ${zone}`)
              : stdout.includes(` ${wanted} 3600 `);
        return answered ? true : undefined;
      },
      { within: 10_000, every: 50 },
    );
  }
}
