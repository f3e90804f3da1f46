import { randomBytes } from "node:crypto";
import { Refused, type Machine } from "./host-machine.ts";
import { parentOf, sha256, type TreeFile } from "./host-tree.ts";

/** Where a host keeps what Homeport notes there. */
export const VAR = "/var/lib/homeport";

const ROOTS = { owner: "root", group: "root" } as const;

/** The folder of a run, which may not be there. */
export function runFolder(run: string): string {
  return `${VAR}/runs/${run}`;
}

/** The folders that only root sees, made where they are missing; gives the folder of a run. */
export function stateFolder(machine: Machine, run: string): string {
  const keep = runFolder(run);
  homeFolder(machine);
  makeOwn(machine, [keep, `${keep}/backup`]);
  return keep;
}

/** Our folder, which only root sees. */
export function homeFolder(machine: Machine): void {
  makeOwn(machine, [VAR, `${VAR}/runs`]);
}

function makeOwn(machine: Machine, paths: readonly string[]): void {
  for (const path of paths) {
    if (machine.tree.at(path) === null) {
      machine.tree.makeFolders(parentOf(path));
      machine.tree.put(path, { kind: "folder", mode: 0o700, ...ROOTS });
    }
  }
}

/** Puts a file of root's own notes, 0600. */
export function keepText(machine: Machine, path: string, content: string): void {
  machine.tree.put(path, { kind: "file", content, mode: 0o600, ...ROOTS });
}

/** Adds a line to a file of notes. */
export function noteLine(machine: Machine, path: string, line: string): void {
  keepText(machine, path, `${machine.tree.file(path)?.content ?? ""}${line}\n`);
}

/** Lines of a file of notes. */
export function noted(machine: Machine, path: string): readonly string[] {
  return (machine.tree.file(path)?.content ?? "").split("\n").filter((line) => line !== "");
}

/** What a backup says of a path. */
export type Kept = { readonly kind: "absent" } | { readonly kind: "file"; readonly file: TreeFile };

/** Keeps a path as it is, once a run: bytes, mode and owner, or that nothing was there. Refuses links and folders. */
export function keepPath(machine: Machine, keep: string, path: string): Kept {
  const mark = `${keep}/backup/${sha256(path)}`;
  const before = readBackup(machine, mark);
  if (before !== null) return before;
  const node = regularAt(machine, path);
  keepText(machine, `${mark}.path`, `${path}\n`);
  if (node !== null) keepText(machine, `${mark}.data`, node.content);
  const meta =
    node === null
      ? "absent"
      : `file ${octal(node.mode)} ${node.owner} ${node.group} ${sha256(node.content)}`;
  keepText(machine, `${mark}.meta`, `${meta}\n`);
  return node === null ? { kind: "absent" } : { kind: "file", file: node };
}

/** What was kept of a path; null where nothing was. */
export function keptOf(machine: Machine, keep: string, path: string): Kept | null {
  return readBackup(machine, `${keep}/backup/${sha256(path)}`);
}

/** The regular file at a path; null where nothing is. Refuses a link anywhere on the way, and folders. */
export function regularAt(machine: Machine, path: string): TreeFile | null {
  refuseLinks(machine, parentOf(path));
  const node = machine.tree.at(path);
  if (node === null) return null;
  if (node.kind === "link") throw new Refused("link", path);
  if (node.kind !== "file") throw new Refused("not-a-file", path);
  return node;
}

/** Makes what is missing of a folder, 0755 and root's, noted for the undo. */
export function reach(machine: Machine, keep: string, folder: string): void {
  refuseLinks(machine, folder);
  for (const made of machine.tree.makeFolders(folder)) {
    if (!noted(machine, `${keep}/folders`).includes(made))
      noteLine(machine, `${keep}/folders`, made);
  }
}

/** Takes away the folders that this run made, where they are empty; the newest first. */
export function sweep(machine: Machine, keep: string): void {
  for (const folder of noted(machine, `${keep}/folders`).toReversed()) {
    const isEmpty = machine.tree.list(folder).length === 0;
    if (machine.tree.at(folder)?.kind === "folder" && isEmpty) machine.tree.remove(folder);
  }
}

const LEFTOVER =
  /^\/etc\/homeport\/(tls\/.+\/(privkey|fullchain)\.pem\.new|acme-challenge\/[^/]+)$/;

/** Removes what this run made and what only served it: halves of a certificate, answers to challenges. */
export function dropLeftovers(
  machine: Machine,
  keep: string,
  isMeant: (path: string) => boolean,
): void {
  for (const name of machine.tree.list(`${keep}/backup`)) {
    if (!name.endsWith(".path")) continue;
    const path = machine.tree.file(`${keep}/backup/${name}`)?.content.trimEnd() ?? "";
    const isOurs = keptOf(machine, keep, path)?.kind === "absent";
    const isThere = machine.tree.at(path)?.kind === "file";
    if (isOurs && isThere && LEFTOVER.test(path) && isMeant(path)) machine.tree.remove(path);
  }
}

/** Puts a file the way a host's script does: under a random name first, noted, then in place. */
export function place(
  machine: Machine,
  keep: string,
  path: string,
  file: Omit<TreeFile, "kind">,
): void {
  const temporary = `${parentOf(path)}/.homeport-${randomBytes(8).toString("hex")}.new`;
  noteLine(machine, `${keep}/temporary`, temporary);
  machine.tree.put(path, { kind: "file", ...file });
}

/** A mode as octal text, `0644`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

function readBackup(machine: Machine, mark: string): Kept | null {
  const meta = machine.tree.file(`${mark}.meta`)?.content.trim().split(" ");
  if (meta === undefined) return null;
  const [kind, mode = "", owner = "", group = ""] = meta;
  if (kind === "absent") return { kind: "absent" };
  const content = machine.tree.file(`${mark}.data`)?.content ?? "";
  return {
    kind: "file",
    file: { kind: "file", content, mode: Number.parseInt(mode, 8), owner, group },
  };
}

function refuseLinks(machine: Machine, folder: string): void {
  const parts = folder.split("/").filter((part) => part !== "");
  for (const [index] of parts.entries()) {
    const path = `/${parts.slice(0, index + 1).join("/")}`;
    const node = machine.tree.at(path);
    if (node?.kind === "link") throw new Refused("link", folder);
    if (node?.kind === "file") throw new Refused("not-a-folder", folder);
  }
}
