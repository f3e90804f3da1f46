import type { HostOperations } from "../engine/host-operations.ts";
import { keepText, noted, stateFolder } from "./host-keep.ts";
import type { Machine } from "./host-machine.ts";

type Input = HostOperations["set-debconf-name"]["input"];
type Output = HostOperations["set-debconf-name"]["output"];

/** Debconf's database. */
const DEBCONF = "/var/cache/debconf/config.dat";

/** Debconf's answer for Synapse's server name (null: none), and whether the package need not ask again. */
interface Answer {
  readonly name: string | null;
  readonly seen: boolean;
}

/** Sets debconf's answer for Synapse's server name, and keeps the old one with its mark once a run. */
export function setDebconfName(machine: Machine, { run, serverName }: Input): Output {
  const kept = `${stateFolder(machine, run)}/debconf`;
  const now = readAnswer(machine);
  if (machine.tree.file(kept) === null)
    keepText(
      machine,
      kept,
      `${now.name === null ? "none" : `is ${now.name}`}\nseen ${String(now.seen)}\n`,
    );
  const [answer = "none", mark] = noted(machine, kept);
  const before = answer.startsWith("is ") ? answer.slice("is ".length) : null;
  const seen = serverName === before ? mark === "seen true" : true;
  machine.tree.seed(DEBCONF, debconfText(serverName, seen));
  return { before };
}

/** Debconf's answer for Synapse's server name; null where there is none. */
export function debconfName(machine: Machine): string | null {
  return readAnswer(machine).name;
}

/** Debconf's database with one answer. */
export function debconfText(
  serverName: string | null,
  seen: boolean = serverName !== null,
): string {
  return [
    "Name: matrix-synapse/server-name",
    "Template: matrix-synapse/server-name",
    ...(serverName === null ? [] : [`Value: ${serverName}`]),
    "Owners: matrix-synapse",
    ...(seen ? ["Flags: seen"] : []),
    "",
  ].join("\n");
}

function readAnswer(machine: Machine): Answer {
  const text = machine.tree.file(DEBCONF)?.content ?? "";
  const entry = /^Name: matrix-synapse\/server-name\n(?:.+\n)*/m.exec(text)?.[0] ?? "";
  return {
    name: /^Value: (\S+)$/m.exec(entry)?.[1] ?? null,
    seen: /^Flags: seen$/m.test(entry),
  };
}
