import { join } from "node:path";
import { claimFile } from "../adapters/state-claim.ts";
import {
  guardState,
  makeFolder,
  prepareStateFolder,
  writeAtomic,
} from "../adapters/state-files.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { machinesFile, type MachinesFile } from "../practice/machines-file.ts";
import { startPractice, type Journey, type PracticeWorld } from "../practice/world.ts";
import { parseLoginTarget } from "../adapters/ssh-login.ts";
import { has, one, type Args } from "./args.ts";
import type { Caller } from "./caller.ts";
import { optionsOf } from "./command-table.ts";
import { isOption, type OptionName } from "./options.ts";
import { stateFolder } from "./state-folder.ts";

/** Commands that leave the machines as they are; any number of them runs beside one that changes something. */
const ONLY_LOOKS = new Set<Args["command"]>(["look", "questions", "plan", "eras", "faq", "check"]);

/** The running practice world and the command line that leads every look and login into it. */
export interface PracticeSession {
  readonly world: PracticeWorld;
  /** The same command line for a name, with the options that lead into the world. */
  readonly argsFor: (args: Args, name: string | null) => Args;
  /** Keeps the machines as they are now for the next command, and stops the world. */
  readonly close: () => Promise<void>;
}

/** Commands that log in by themselves in practice; `check` looks from outside unless a host is given. */
const LOGS_IN = new Set<Args["command"]>([
  "look",
  "questions",
  "plan",
  "eras",
  "faq",
  "apply",
  "renew",
  "undo",
  "resume",
]);

/**
 * Opens the practice world, with the machines as the last command in this state folder left them. One
 * process at a time changes it: `practice-claimed` where another one does so now.
 */
export async function openPractice(
  args: Args,
  caller: Caller,
): Promise<Result<PracticeSession, Problem>> {
  const state = stateFolder(args, caller);
  const folder = join(state, "world");
  const onlyLooks = ONLY_LOOKS.has(args.command) || has(args, "dry-run");
  const claim = await guardState(state, async () => {
    await prepareStateFolder(state);
    await makeFolder(folder);
    return onlyLooks ? null : claimFile(join(folder, "claim"));
  });
  if (onlyLooks) return ok(await startSession(args, folder, () => {}));
  if (claim === null) return refuse(problem("practice-claimed", { path: folder }));
  try {
    const machines = machinesFile(join(folder, "machines.json"));
    const session = await startSession(args, folder, machines.keep);
    const close = async (): Promise<void> => {
      try {
        await session.close();
      } finally {
        await claim.release();
      }
    };
    return ok({ ...session, close });
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function startSession(
  args: Args,
  folder: string,
  keep: MachinesFile["keep"],
): Promise<PracticeSession> {
  const saved = await machinesFile(join(folder, "machines.json")).read();
  const seed = one(args, "seed");
  const world = await startPractice({
    ...(seed === null ? {} : { seed: `practice-${seed}` }),
    ...(saved === null ? {} : { saved }),
    keep,
  });
  const caFiles = await writeAll(
    folder,
    world.caFiles.map((pem, at) => [`root-${at}.pem`, pem] as const),
  );
  await writeAll(
    folder,
    machinesOf(world).map(({ host, identity }) => [keyFile(host), identity] as const),
  );
  return {
    world,
    argsFor: (given, name) =>
      lead(given, worldOptions(world, caFiles), loginOptions(world, folder, given, name)),
    close: async () => {
      keep(world.save());
      await world.stop();
    },
  };
}

/**
 * The last entry: what the world does not know is closed. Without it a look at a documentation address
 * would leave this computer. Nothing listens on port 1 of loopback.
 */
const EVERYTHING_ELSE = "::127.0.0.1:1";

type Options = { readonly [name: string]: readonly string[] };

function worldOptions(world: PracticeWorld, caFiles: readonly string[]): Options {
  return {
    "dns-server": world.dnsServers,
    "ca-file": caFiles,
    "connect-to": [...world.connectTo, EVERYTHING_ELSE],
    "acme-directory": [world.acmeDirectory],
    "acme-staging": [world.acmeStaging],
  };
}

function loginOptions(
  world: PracticeWorld,
  folder: string,
  args: Args,
  name: string | null,
): Options {
  const given = parseLoginTarget(one(args, "host") ?? "");
  if (given !== null) {
    const machine = machinesOf(world).find(({ host }) => host === given.host);
    return machine === undefined ? {} : login(machine, "", folder);
  }
  const journey = Object.values(world.journeys).find((each) => each.name === name);
  if (journey === undefined || !LOGS_IN.has(args.command)) return {};
  return { ...login(journey.host, "", folder), ...websiteLogin(journey, folder) };
}

function machinesOf(world: PracticeWorld): readonly Journey["host"][] {
  return Object.values(world.journeys).flatMap(({ host, web }) =>
    web === null ? [host] : [host, web],
  );
}

function websiteLogin({ web }: Journey, folder: string): Options {
  return web === null ? {} : { ...login(web, "web-", folder), "web-root": [web.root] };
}

function login(machine: Journey["host"], prefix: "" | "web-", folder: string): Options {
  const { host, port, user, hostKey } = machine;
  return {
    [`${prefix}host`]: [`${user}@${host}:${port}`],
    [`${prefix}host-key`]: [hostKey],
    [`${prefix}identity`]: [join(folder, keyFile(host))],
    [`${prefix}agent`]: ["none"],
    [`${prefix}ssh-config`]: ["none"],
  };
}

/** What was given by hand stands over the options of the world; options that the command does not take are left out. */
function lead(args: Args, ...added: readonly Options[]): Args {
  const takes: ReadonlySet<OptionName> = new Set(optionsOf(args.command));
  const entries = added.flatMap((each) => Object.entries(each));
  const options = entries.filter(([name]) => isOption(name) && takes.has(name));
  return { ...args, options: { ...Object.fromEntries(options), ...args.options } };
}

function keyFile(host: string): string {
  return `key-${host}`;
}

async function writeAll(
  folder: string,
  files: readonly (readonly [string, string])[],
): Promise<readonly string[]> {
  return Promise.all(
    files.map(async ([name, text]) => {
      const path = join(folder, name);
      await guardState(folder, () => writeAtomic(path, text));
      return path;
    }),
  );
}
