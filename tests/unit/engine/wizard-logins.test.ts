import { expect, test } from "vitest";
import { ok } from "../../../shared/domain/result.ts";
import type { LoginDraft } from "../../../shared/api/wizard-parts.ts";
import { createWizardLogins } from "../../../electron/engine/wizard-logins.ts";
import type { HostConnection } from "../../../electron/engine/host-operations.ts";

const login: LoginDraft = { host: "h", port: null, user: "u", method: "auto", root: null };
const secrets = { key: null, passphrase: null, password: null, sudoPassword: null };
const kept = { login, secrets, hostKey: "SHA256:x", user: "u" };

/** Logins over a world that counts what is opened and closed, and lets nobody in before it is told to. */
function logins() {
  const counts = { opened: 0, closed: 0 };
  let letIn: () => void = () => undefined;
  const door = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const connection: Pick<HostConnection, "hostKey" | "user" | "roundTrips" | "close"> = {
    hostKey: "SHA256:x",
    user: "u",
    roundTrips: () => 0,
    close: async () => void (counts.closed += 1),
  };
  const made = createWizardLogins({
    world: {
      describe: () => "u@h:22",
      login: async () => {
        counts.opened += 1;
        await door;
        return ok(connection as HostConnection);
      },
    },
    ask: () => async () => null,
    now: () => 0,
  });
  return { made, counts, letIn };
}

test("who needs a machine while its login is being made waits for that one", async () => {
  const { made, counts, letIn } = logins();
  made.recall("host", kept);
  const both = [made.connect("host"), made.connect("host")];
  letIn();
  expect((await Promise.all(both)).every((each) => each.ok)).toBe(true);
  expect((await made.connect("host")).ok).toBe(true);
  expect(counts).toEqual({ opened: 1, closed: 0 });
});

test("a login that comes after the sign-out is closed", async () => {
  const { made, counts, letIn } = logins();
  made.recall("host", kept);
  const late = made.connect("host");
  await made.signOut("host");
  letIn();
  expect(await late).toMatchObject({ ok: false, error: { code: "login-needed" } });
  expect(counts).toEqual({ opened: 1, closed: 1 });
});
