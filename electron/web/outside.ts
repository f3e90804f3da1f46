import { createHash } from "node:crypto";
import { createAccountKeys } from "../adapters/acme-account-keys.ts";
import { createAcme } from "../adapters/acme.ts";
import { createClock } from "../adapters/clock.ts";
import { createDns, type Dns, type DnsOptions } from "../adapters/dns.ts";
import { createJsonStore } from "../adapters/json-store.ts";
import { reroute, type ConnectTo } from "../adapters/network-connect.ts";
import { createNetwork, type NetworkOptions } from "../adapters/network.ts";
import { createTrust } from "../adapters/trust.ts";
import type { FindHost } from "../adapters/ssh-dial.ts";
import type { Ports } from "../engine/ports.ts";

/** How the outside is reached. */
export interface OutsideOptions {
  readonly stateFolder: string;
  /** PEM texts of roots to trust beside the usual ones. */
  readonly caPems: readonly string[];
  /** Empty: the system's. */
  readonly dnsServers: DnsOptions["servers"];
  readonly connectTo: readonly ConnectTo[];
  /** Ends every sleep once it is aborted. */
  readonly stop: AbortSignal;
  readonly waits?: NetworkOptions["waits"];
}

/** The ports that need no person, over the real adapters. */
export interface Outside extends Pick<Ports, "clock" | "network" | "acme" | "store" | "digest"> {
  /** How hosts are found where the options say so; null: as the system does. */
  readonly find: FindHost | null;
  readonly close: () => void;
}

/** Puts the adapters together; nothing is contacted yet. */
export function openOutside(options: OutsideOptions): Outside {
  const { stateFolder, connectTo, waits } = options;
  const isRerouted = options.dnsServers.length > 0 || connectTo.length > 0;
  const dns = createDns({ servers: options.dnsServers });
  const trust = createTrust(options.caPems);
  const clock = createClock(options.stop);
  const find: FindHost = (host, port) => locate(dns, connectTo, host, port);
  const acme = createAcme({
    roots: () => trust.pems(),
    locate: find,
    accountKeys: createAccountKeys(stateFolder),
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });
  return {
    clock,
    network: createNetwork({
      dns,
      trust,
      connectTo,
      isRerouted,
      ...(waits === undefined ? {} : { waits }),
    }),
    acme,
    store: createJsonStore(stateFolder),
    digest: digestOf,
    find: isRerouted ? find : null,
    close: () => acme.close(),
  };
}

/** SHA-256 in hex. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function locate(
  dns: Dns,
  connectTo: readonly ConnectTo[],
  host: string,
  port: number,
): Promise<readonly { readonly address: string; readonly port: number }[]> {
  const seen = await dns.addresses(host);
  const found = [...seen.a.records, ...seen.aaaa.records];
  const fixed = connectTo
    .filter((each) => each.host.toLowerCase() === host.toLowerCase())
    .map((each) => each.address);
  return (found.length > 0 ? found : fixed).map((address) =>
    reroute(connectTo, [host], address, port),
  );
}
