import { createHash } from "node:crypto";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { createAccountKeys } from "../adapters/acme-account-keys.ts";
import { createAcme } from "../adapters/acme.ts";
import { createClock } from "../adapters/clock.ts";
import { parseDnsServer } from "../adapters/dns-servers.ts";
import { createDns, type Dns } from "../adapters/dns.ts";
import { createJsonStore } from "../adapters/json-store.ts";
import { parseConnectTo, reroute, type ConnectTo } from "../adapters/network-connect.ts";
import { createNetwork } from "../adapters/network.ts";
import { createTrust, isCaFile, type Trust } from "../adapters/trust.ts";
import type { Ports } from "../engine/ports.ts";
import { all, one, type Args, type UsageFault } from "./args.ts";
import { createApprove } from "./approve.ts";
import { pathOf } from "./caller.ts";
import type { Context } from "./command.ts";
import { createLogins } from "./logins.ts";
import { readInputFile } from "./input-file.ts";
import { optionSpec } from "./options.ts";
import { usageProblem } from "./outcome.ts";
import { stateFolder } from "./state-folder.ts";

/** Ports over the real world; `close` ends what is still open. */
export interface OpenPorts {
  readonly ports: Ports;
  readonly close: () => Promise<void>;
}

/** How the network is reached, read from the world options. */
export interface World {
  readonly dns: Dns;
  readonly trust: Trust;
  readonly connectTo: readonly ConnectTo[];
  readonly isRerouted: boolean;
}

/** Makes the ports that the options ask for; a problem where a file or an address among them is bad. */
export async function openPorts(context: Context): Promise<Result<OpenPorts, Problem>> {
  const { args, caller, stop, emit } = context;
  const world = await readWorld(context);
  if (!world.ok) return world;
  const { isRerouted } = world.value;
  const find = (host: string, port: number) => locate(world.value, host, port);
  const hosts = createLogins(context, isRerouted ? find : null);
  if (!hosts.ok) return hosts;
  const { dns, trust, connectTo } = world.value;
  const clock = createClock(stop);
  const state = stateFolder(args, caller);
  const acme = createAcme({
    roots: () => trust.pems(),
    locate: find,
    accountKeys: createAccountKeys(state),
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });
  const ports: Ports = {
    clock,
    network: createNetwork({ dns, trust, connectTo, isRerouted, ...waitsOf(args) }),
    hosts: hosts.value,
    acme,
    store: createJsonStore(state),
    approve: createApprove(context),
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    emit,
    stopping: () => stop.aborted,
  };
  return ok({ ports, close: () => Promise.resolve(acme.close()) });
}

/** Only the store: for commands that look at nothing but what was done. */
export function openStore({ args, caller }: Context): Pick<Ports, "store"> {
  return { store: createJsonStore(stateFolder(args, caller)) };
}

async function readWorld({ args, caller, speak }: Context): Promise<Result<World, Problem>> {
  const pems: string[] = [];
  for (const given of all(args, "ca-file")) {
    const path = pathOf(caller, given);
    const text = await readInputFile(path);
    if (!text.ok) return text;
    if (!isCaFile(text.value)) return refuse(problem("input-file-bad", { path, why: "PEM" }));
    pems.push(text.value);
  }
  const servers = all(args, "dns-server")
    .map(parseDnsServer)
    .filter((each) => each !== null);
  const connectTo = all(args, "connect-to")
    .map(parseConnectTo)
    .filter((each) => each !== null);
  const wrong = firstWrong(args, { "dns-server": servers.length, "connect-to": connectTo.length });
  if (wrong) return refuse(usageProblem(wrong, speak));
  return ok({
    dns: createDns({ servers }),
    trust: createTrust(pems),
    connectTo,
    isRerouted: servers.length > 0 || connectTo.length > 0,
  });
}

/** The form was right and the address or port in it is none. */
function firstWrong(
  args: Args,
  good: { readonly [name in "dns-server" | "connect-to"]: number },
): UsageFault | null {
  for (const name of ["dns-server", "connect-to"] as const) {
    if (all(args, name).length === good[name]) continue;
    const data = {
      option: `--${name}`,
      shown: optionSpec(name).shown,
      given: all(args, name).join(" "),
    };
    return { why: "value-bad", command: args.command, data };
  }
  return null;
}

/** `--timeout` shortens every wait on the network, and lengthens the whole of one fetch. */
function waitsOf(args: Args): { readonly waits?: object } {
  const given = one(args, "timeout");
  if (given === null) return {};
  const limit = Number(given) * 1000;
  const each = Math.min(limit, 10_000);
  return {
    waits: { connectMs: each, handshakeMs: each, answerMs: each, totalMs: Math.min(limit, 15_000) },
  };
}

async function locate(
  { dns, connectTo }: World,
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
