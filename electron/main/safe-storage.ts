import { safeStorage } from "electron";
import type { WizardPorts } from "../engine/wizard-ports.ts";

/** Backends of Linux that only look like a keychain: everything is locked with a key that everybody has. */
const NOT_REAL: ReadonlySet<string> = new Set(["basic_text", "unknown"]);

/**
 * What this system could keep secrets with. Homeport keeps sign-ins in memory alone, so it says
 * `memory`; `backend` names the keychain that is there, or `none` where there is none that is real.
 */
export async function describeSecrets(
  platform: NodeJS.Platform,
): Promise<WizardPorts["about"]["secrets"]> {
  const isThere = await safeStorage.isAsyncEncryptionAvailable();
  if (!isThere) return { kept: "memory", backend: "none" };
  if (platform !== "linux") return { kept: "memory", backend: "system" };
  const backend = safeStorage.getSelectedStorageBackend();
  return { kept: "memory", backend: NOT_REAL.has(backend) ? "none" : backend };
}
