import type { HostOperations, StatEntry } from "../engine/host-operations.ts";
import {
  dropLeftovers,
  keepPath,
  keptOf,
  noted,
  noteLine,
  octal,
  place,
  reach,
  regularAt,
  runFolder,
  stateFolder,
  sweep,
} from "./host-keep.ts";
import { Refused, type Machine } from "./host-machine.ts";
import { isUser, parentOf, sha256, type TreeFile } from "./host-tree.ts";

type Input<N extends keyof HostOperations> = HostOperations[N]["input"];
type Output<N extends keyof HostOperations> = HostOperations[N]["output"];

const MAX_BYTES = 1_048_576;
const DONE = { done: true } as const;

/** Text of a file, at most 1 MiB. */
export function readFile(machine: Machine, { path }: Input<"read-file">): Output<"read-file"> {
  const file = regularAt(machine, path);
  if (file !== null && Buffer.byteLength(file.content) > MAX_BYTES)
    throw new Refused("too-large", path);
  return { content: file?.content ?? null };
}

/** What is at a path, links not followed. */
export function stat(machine: Machine, { path }: Input<"stat">): Output<"stat"> {
  const node = machine.tree.at(path);
  if (node === null) return { entry: null };
  if (node.kind === "link")
    return { entry: entry("link", 0o777, "root", "root", node.target.length, null) };
  if (node.kind === "folder")
    return { entry: entry("folder", node.mode, node.owner, node.group, 4096, null) };
  const size = Buffer.byteLength(node.content);
  return { entry: entry("file", node.mode, node.owner, node.group, size, sha256(node.content)) };
}

/** Keeps a path before its first change. */
export function backup(machine: Machine, { run, path }: Input<"backup">): Output<"backup"> {
  return { existed: keepPath(machine, stateFolder(machine, run), path).kind === "file" };
}

/** Writes a file whole; one that is already as asked is left alone. */
export function writeFile(machine: Machine, input: Input<"write-file">): Output<"write-file"> {
  const { path, content } = input;
  const keep = stateFolder(machine, input.run);
  keepPath(machine, keep, path);
  reach(machine, keep, parentOf(path));
  const now = regularAt(machine, path);
  const file = asAsked(input, now);
  const sum = sha256(content);
  const isSame =
    now !== null &&
    now.content === content &&
    now.mode === file.mode &&
    now.owner === file.owner &&
    now.group === file.group;
  if (!isSame) place(machine, keep, path, file);
  return { sha256: sum, changed: !isSame };
}

/** Takes a path back to what was kept of it. */
export function restore(machine: Machine, { run, path }: Input<"restore">): Output<"restore"> {
  const keep = runFolder(run);
  const runKnown = machine.tree.at(keep) !== null;
  const kept = keptOf(machine, keep, path);
  if (kept?.kind === "file") {
    reach(machine, keep, parentOf(path));
    regularAt(machine, path);
    machine.tree.put(path, kept.file);
  } else if (kept?.kind === "absent" && regularAt(machine, path) !== null) {
    machine.tree.remove(path);
  }
  const node = machine.tree.at(path);
  dropLeftovers(machine, keep, (each) => each === `${path}.new`);
  sweep(machine, keep);
  const sum = node?.kind === "file" ? sha256(node.content) : null;
  return { sha256: sum, existed: node !== null, kept: kept?.kind ?? "none", runKnown };
}

/** Adds a line to the host's journal of a run. */
export function note(machine: Machine, { run, entry: noteEntry }: Input<"note">): Output<"note"> {
  const { event, step, hash } = noteEntry;
  noteLine(machine, `${stateFolder(machine, run)}/journal`, `${event} ${step} ${hash}`);
  return DONE;
}

/** The host's journal of a run. */
export function readNotes(machine: Machine, { run }: Input<"read-notes">): Output<"read-notes"> {
  const notes = noted(machine, `${runFolder(run)}/journal`).flatMap((line) => {
    const [event, step = "", hash = ""] = line.split(" ");
    return event === "started" || event === "done" || event === "undone"
      ? [{ event, step, hash } as const]
      : [];
  });
  return { notes };
}

/** Removes what only served a run. */
export function tidy(machine: Machine, { run }: Input<"tidy">): Output<"tidy"> {
  const keep = runFolder(run);
  for (const path of noted(machine, `${keep}/temporary`)) {
    if (/\/\.homeport-[^/]+\.new$/.test(path) && machine.tree.at(path)?.kind === "file")
      machine.tree.remove(path);
  }
  dropLeftovers(machine, keep, () => true);
  sweep(machine, keep);
  return DONE;
}

function asAsked(
  { content, mode, owner }: Input<"write-file">,
  now: TreeFile | null,
): Omit<TreeFile, "kind"> {
  const [user = "", group] = owner.split(":");
  if (!isUser(user)) throw new Refused("no-user", owner);
  // `user` keeps the group that is there, `user:group` sets both.
  return {
    content,
    mode: Number.parseInt(mode, 8),
    owner: user,
    group: group ?? now?.group ?? "root",
  };
}

function entry(
  kind: StatEntry["kind"],
  mode: number,
  owner: string,
  group: string,
  size: number,
  sum: string | null,
): StatEntry {
  return { kind, mode: octal(mode), owner, group, size, sha256: sum };
}
