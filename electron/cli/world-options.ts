import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { parseDnsServer } from "../adapters/dns-servers.ts";
import { parseConnectTo } from "../adapters/network-connect.ts";
import { isCaFile } from "../adapters/trust.ts";
import type { OutsideOptions } from "../web/outside.ts";
import { all, one, type Args, type UsageFault } from "./args.ts";
import { pathOf } from "./caller.ts";
import type { Context } from "./command.ts";
import { readInputFile } from "./text-file.ts";
import { optionSpec } from "./options.ts";
import { usageProblem } from "./outcome.ts";

/** How the world is reached, read from the world options. */
export type WorldOptions = Pick<OutsideOptions, "caPems" | "dnsServers" | "connectTo" | "waits">;

/** Reads the world options; a problem where a file or an address among them is bad. */
export async function readWorld({
  args,
  caller,
  speak,
}: Pick<Context, "args" | "caller" | "speak">): Promise<Result<WorldOptions, Problem>> {
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
  return ok({ caPems: pems, dnsServers: servers, connectTo, ...waitsOf(args) });
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
function waitsOf(args: Args): Pick<OutsideOptions, "waits"> {
  const given = one(args, "timeout");
  if (given === null) return {};
  const limit = Number(given) * 1000;
  const each = Math.min(limit, 10_000);
  return {
    waits: { connectMs: each, handshakeMs: each, answerMs: each, totalMs: Math.min(limit, 15_000) },
  };
}
