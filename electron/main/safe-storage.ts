import { safeStorage } from "electron";
import { z } from "zod";
import type { StateDocument } from "../adapters/state-drafts.ts";
import type { SignInVault, WizardPorts } from "../engine/wizard-ports.ts";

/** Backends of Linux that only look like a keychain: everything is locked with a key that everybody has. */
const NOT_REAL: ReadonlySet<string> = new Set(["basic_text", "unknown"]);

/**
 * What this system keeps secrets with. `backend` names the keychain that is there; where there is none
 * that is real it is `none`, and secrets stay in memory.
 */
export async function describeSecrets(
  platform: NodeJS.Platform,
): Promise<WizardPorts["about"]["secrets"]> {
  const isThere = await safeStorage.isAsyncEncryptionAvailable();
  if (!isThere) return { kept: "memory", backend: "none" };
  if (platform !== "linux") return { kept: "keychain", backend: "system" };
  const backend = safeStorage.getSelectedStorageBackend();
  return NOT_REAL.has(backend)
    ? { kept: "memory", backend: "none" }
    : { kept: "keychain", backend };
}

/** Sealed texts by machine, in base64. Only the system's keychain can open them. */
const Sealed = z.record(z.string(), z.base64());

/**
 * Keeps texts in a document of ours, each sealed by the system's keychain. A keychain that is locked, or
 * has another key by now, gives null and takes nothing: the person then signs in as before.
 */
export function createVault(document: StateDocument): SignInVault {
  const all = async (): Promise<{ readonly [machine: string]: string }> => {
    const read = Sealed.safeParse(await document.read());
    return read.success ? read.data : {};
  };
  return {
    read: async (machine) => {
      const sealed = (await all())[machine];
      if (sealed === undefined) return null;
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(sealed, "base64"))).result;
      } catch {
        return null;
      }
    },
    keep: async (machine, text) => {
      try {
        const sealed = (await safeStorage.encryptStringAsync(text)).toString("base64");
        await document.write({ ...(await all()), [machine]: sealed });
        return true;
      } catch {
        return false;
      }
    },
    forget: async (machine) => {
      const { [machine]: old, ...others } = await all();
      if (old !== undefined) await document.write(others);
    },
  };
}
