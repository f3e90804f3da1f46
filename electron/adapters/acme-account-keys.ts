import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  createAtomic,
  guardState,
  makeFolder,
  prepareStateFolder,
  readIfThere,
} from "./state-files.ts";

/** Keeps one account key per CA. */
export interface AccountKeys {
  /** The key (PEM) for a directory URL; made by `make` and kept at the first call. Throws `StateUnusable`. */
  obtain(directoryUrl: string, make: () => string): Promise<string>;
}

/** Account keys as `acme/HASH/account.pem` (0600) in the state folder, HASH from the directory's URL. */
export function createAccountKeys(stateFolder: string): AccountKeys {
  return {
    obtain: (directoryUrl, make) =>
      guardState(stateFolder, async () => {
        const hash = createHash("sha256").update(directoryUrl).digest("hex").slice(0, 16);
        const folder = join(stateFolder, "acme", hash);
        const path = join(folder, "account.pem");
        const kept = await readIfThere(path);
        if (kept !== null) return kept;
        await prepareStateFolder(stateFolder);
        await makeFolder(folder);
        const key = make();
        // Two processes may make a key at once; whoever is second takes the first one's.
        if (await createAtomic(path, key)) return key;
        return (await readIfThere(path)) ?? key;
      }),
  };
}
