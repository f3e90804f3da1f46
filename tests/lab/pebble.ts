import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Authority, KeyPair } from "./authority.ts";
import { layerRoot } from "./base.ts";
import { startDaemon, type Daemon } from "./daemon.ts";
import { must } from "./exec.ts";
import type { InLab } from "./network.ts";
import { addresses, places } from "./places.ts";
import { waitFor } from "./wait.ts";

/** An ACME CA of the lab. */
export interface Pebble {
  readonly directory: string;
  /** PEM file of its root, new at each start. */
  readonly root: string;
  readonly daemon: Daemon;
}

/** Takes Pebble's program out of the sid package that the base downloaded. */
export async function unpackPebble(): Promise<void> {
  mkdirSync(places.tools, { recursive: true });
  const folder = path.join(layerRoot("base"), "var/cache/lab");
  const file = readdirSync(folder).find((name) => name.startsWith("pebble_"));
  if (file === undefined) throw new Error("the base has no pebble package");
  await must(["dpkg-deb", "-x", path.join(folder, file), places.tools]);
}

/** The file name of the package that Pebble came from, which holds its version. */
export function pebblePackage(): string {
  return (
    readdirSync(path.join(layerRoot("base"), "var/cache/lab")).find((name) =>
      name.startsWith("pebble_"),
    ) ?? "pebble missing"
  );
}

/** What to vary in a Pebble. */
export interface PebbleOptions {
  readonly name: string;
  readonly port: number;
  /** Per cent of good nonces that it rejects. */
  readonly rejectNonces?: number;
  /** Where it looks for HTTP-01 answers; another port than 80 makes every validation fail. */
  readonly httpPort?: number;
}

/**
 * Starts a Pebble; its API certificate is the lab CA's. It never waits by chance, never reuses an authorisation,
 * and issues 90-day certificates unless an order names the profile `shortlived`.
 */
export async function startPebble(
  group: string,
  inLab: InLab,
  authority: Authority,
  options: PebbleOptions,
): Promise<Pebble> {
  const pair = await authority.issue(options.name, ["ca.example", `IP:${addresses.lab.v4}`]);
  const config = path.join(places.run, `${options.name}.json`);
  writeFileSync(config, configText(options, pair));
  const program = path.join(places.tools, "usr/bin/pebble");
  const daemon = startDaemon(
    options.name,
    group,
    [program, "-config", config, "-dnsserver", `${addresses.lab.v4}:53`],
    {
      PEBBLE_VA_NOSLEEP: "1",
      PEBBLE_AUTHZREUSE: "0",
      PEBBLE_WFE_NONCEREJECT: String(options.rejectNonces ?? 0),
    },
  );
  const root = path.join(places.run, `${options.name}-root.pem`);
  const management = `https://${addresses.lab.v4}:${options.port + 1000}/roots/0`;
  await waitFor(
    options.name,
    async () => {
      const got = await inLab(["curl", "-sf", "--cacert", authority.root, management]);
      if (got.code !== 0) return undefined;
      writeFileSync(root, got.stdout);
      return true;
    },
    { within: 10_000 },
  );
  return { directory: `https://ca.example:${options.port}/dir`, root, daemon };
}

function configText({ port, httpPort }: PebbleOptions, pair: KeyPair): string {
  const { v4 } = addresses.lab;
  return JSON.stringify({
    pebble: {
      listenAddress: `${v4}:${port}`,
      managementListenAddress: `${v4}:${port + 1000}`,
      certificate: pair.certificate,
      privateKey: pair.key,
      httpPort: httpPort ?? 80,
      tlsPort: 443,
      ocspResponderURL: "",
      externalAccountBindingRequired: false,
      keyAlgorithm: "ecdsa",
      retryAfter: { authz: 1, order: 1 },
      profiles: {
        default: { description: "90 days", validityPeriod: 7_776_000 },
      },
    },
  });
}
