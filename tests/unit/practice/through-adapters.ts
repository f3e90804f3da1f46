import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAccountKeys } from "../../../electron/adapters/acme-account-keys.ts";
import { createAcme } from "../../../electron/adapters/acme.ts";
import { parseDnsServer } from "../../../electron/adapters/dns-servers.ts";
import { createDns } from "../../../electron/adapters/dns.ts";
import { parseConnectTo, reroute } from "../../../electron/adapters/network-connect.ts";
import { createNetwork } from "../../../electron/adapters/network.ts";
import { createHosts } from "../../../electron/adapters/ssh-hosts.ts";
import { plainLogin } from "../../../electron/adapters/ssh-login.ts";
import { createTrust } from "../../../electron/adapters/trust.ts";
import type { AcmePort, Hosts, Network } from "../../../electron/engine/ports.ts";
import type { Journey, PracticeWorld } from "../../../electron/practice/world.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { Problem } from "../../../shared/problems/problem.ts";

/** The real adapters, led to a practice world by nothing but the world options. */
export interface ThroughAdapters {
  readonly network: Network;
  readonly acme: AcmePort;
  hostsOf(journey: Journey): Hosts;
  close(): void;
}

/** The value of a result; throws with the problem where there is none. */
export function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Makes the adapters for a world. */
export function adaptersFor(world: PracticeWorld): ThroughAdapters {
  const folder = mkdtempSync(path.join(tmpdir(), "homeport-practice-"));
  const servers = world.dnsServers.map(parseDnsServer).filter((each) => each !== null);
  const connectTo = world.connectTo.map(parseConnectTo).filter((each) => each !== null);
  const dns = createDns({ servers });
  const trust = createTrust(world.caFiles);
  const locate = async (host: string, port: number) => {
    const seen = await dns.addresses(host);
    return seen.a.records.map((address) => reroute(connectTo, [host], address, port));
  };
  const acme = createAcme({
    roots: () => world.caFiles,
    locate,
    accountKeys: createAccountKeys(folder),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  });
  const loginFor = (login: Journey["host"], name: string) => {
    const identity = path.join(folder, name);
    writeFileSync(identity, login.identity, { mode: 0o600 });
    const { host, user, port, hostKey } = login;
    return {
      ...plainLogin({ host, user, port }),
      identities: [identity],
      agent: "none",
      hostKeyPin: hostKey,
      sshConfig: "none",
    };
  };
  return {
    network: createNetwork({ dns, trust, connectTo }),
    acme,
    hostsOf: (journey) =>
      createHosts({
        host: loginFor(journey.host, "host"),
        web: journey.web === null ? null : loginFor(journey.web, "web"),
        stateFolder: folder,
        home: folder,
        agentSocket: null,
        find: locate,
      }),
    close: () => {
      acme.close();
      rmSync(folder, { recursive: true });
    },
  };
}
