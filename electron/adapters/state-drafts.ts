import { join } from "node:path";
import { guardState, prepareStateFolder, readIfThere, writeAtomic } from "./state-files.ts";

/** Keeps one JSON document of ours in the state folder, whole or not at all (0600). */
export interface StateDocument {
  /** Null where there is none or it is damaged. Throws `StateUnusable`. */
  read(): Promise<unknown>;
  /** Throws `StateUnusable`. Writes come one after the other. */
  write(document: object): Promise<void>;
}

/** A document as `NAME.json` in a state folder. */
export function createStateDocument(stateFolder: string, name: string): StateDocument {
  const path = join(stateFolder, `${name}.json`);
  let last: Promise<void> = Promise.resolve();
  return {
    read: async () => {
      const text = await guardState(stateFolder, () => readIfThere(path));
      try {
        return text === null ? null : (JSON.parse(text) as unknown);
      } catch {
        return null;
      }
    },
    write: (document) => {
      const text = `${JSON.stringify(document)}\n`;
      last = last
        .catch(() => undefined)
        .then(() =>
          guardState(stateFolder, async () => {
            await prepareStateFolder(stateFolder);
            await writeAtomic(path, text);
          }),
        );
      return last;
    },
  };
}
