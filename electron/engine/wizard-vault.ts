import { z } from "zod";
import { LoginDraft, type Draft, type MachineName } from "../../shared/api/wizard-parts.ts";
import type { SecretRegistry } from "./redact.ts";
import type { KeptSignIn, WizardLogins } from "./wizard-logins.ts";
import type { SignInVault } from "./wizard-ports.ts";

const secret = z.string().nullable();

/** What lies in the keychain for a machine; it is read as strictly as anything from outside. */
const Kept = z.strictObject({
  login: LoginDraft,
  secrets: z.strictObject({
    key: secret,
    passphrase: secret,
    password: secret,
    sudoPassword: secret,
  }),
  hostKey: z.string(),
  user: z.string(),
});

/** Puts a sign-in into the keychain; false where the keychain would not take it. */
export async function keepSignIn(
  vault: SignInVault,
  machine: MachineName,
  { login, secrets, hostKey, user }: KeptSignIn,
): Promise<boolean> {
  return vault.keep(machine, JSON.stringify({ login, secrets, hostKey, user }));
}

/**
 * Takes out of the keychain what the draft counts on, so that a wizard that was ended goes on without
 * asking again; nothing is contacted. What belongs to another login than the draft's is thrown away.
 */
export async function recallSignIns(
  vault: SignInVault,
  draft: Draft,
  logins: WizardLogins,
  registry: Pick<SecretRegistry, "hold">,
): Promise<void> {
  for (const machine of ["host", "web"] as const) {
    const text = await vault.read(machine);
    if (text === null) continue;
    const kept = readKept(text);
    if (kept === null || JSON.stringify(kept.login) !== JSON.stringify(draft[machine])) {
      await vault.forget(machine);
      continue;
    }
    const { key, passphrase, password, sudoPassword } = kept.secrets;
    for (const each of [key, passphrase, password, sudoPassword]) registry.hold(each);
    logins.recall(machine, kept);
  }
}

function readKept(text: string): KeptSignIn | null {
  try {
    const read = Kept.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
