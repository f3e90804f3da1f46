import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { SavedWorld } from "./world.ts";

/** The machines of a practice world in a file that is whole at every moment. */
export interface MachinesFile {
  /** As they were kept; null where nothing was or the file is damaged: a fresh world begins then. */
  readonly read: () => Promise<SavedWorld | null>;
  /** Keeps them at once: an operation is answered only when its effect would survive our end. Throws where the disk will not take it. */
  readonly keep: (machines: SavedWorld) => void;
}

/** The file at a path; what stands in it already is not written again. */
export function machinesFile(path: string): MachinesFile {
  let last = "";
  return {
    read: async () => {
      try {
        const read: unknown = JSON.parse(await readFile(path, "utf8"));
        return isSaved(read) ? read : null;
      } catch {
        return null;
      }
    },
    keep: (machines) => {
      const text = JSON.stringify(machines);
      if (text === last) return;
      const fresh = `${path}.${process.pid}.new`;
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(fresh, text, { mode: 0o600 });
      renameSync(fresh, path);
      last = text;
    },
  };
}

function isSaved(value: unknown): value is SavedWorld {
  return (
    typeof value === "object" &&
    value !== null &&
    "hosts" in value &&
    typeof value.hosts === "object" &&
    value.hosts !== null &&
    Object.values(value.hosts).every(isHost)
  );
}

function isHost(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "files" in value &&
    "running" in value &&
    Array.isArray(value.running)
  );
}
