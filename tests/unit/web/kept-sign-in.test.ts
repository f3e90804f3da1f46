import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WizardPorts } from "../../../electron/engine/wizard-ports.ts";
import { canRunSshd, startSshd, type Sshd } from "../../ports/sshd.ts";
import { open, value, type Opened } from "./open-wizard.ts";

type Vault = NonNullable<WizardPorts["vault"]>;

/** A keychain that is a map; what the desktop's does is in tests/unit/main/safe-storage.test.ts. */
function createVault(): Vault & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: async (machine) => texts.get(machine) ?? null,
    keep: async (machine, text) => texts.set(machine, text) !== undefined,
    forget: async (machine) => void texts.delete(machine),
  };
}

/** A real sshd is looked for: without one these tests would show nothing of a sign-in. */
describe.skipIf(!canRunSshd())("a sign-in that is kept in the keychain", () => {
  let sshd: Sshd;
  let key: string;
  let folder: string;
  beforeAll(async () => {
    sshd = await startSshd();
    key = readFileSync(sshd.identity, "utf8");
    folder = mkdtempSync(join(tmpdir(), "homeport-kept-"));
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (vault: Vault): Promise<Opened> => open(folder, undefined, false, vault);
  const connected = async ({ client }: Opened) =>
    (await value(client.call("wizard.state", {}))).connected.host;

  async function signIn({ client }: Opened, keep: boolean): Promise<void> {
    await value(client.call("wizard.answer", { name: "127.0.0.1:8448" }));
    const login = {
      machine: "host",
      host: "127.0.0.1",
      port: sshd.port,
      user: sshd.user,
      method: "key",
      key,
      passphrase: null,
      password: null,
      sudoPassword: null,
      root: null,
      keep,
    } as const;
    const first = await value(client.call("host.connect", login));
    if (first.kind === "connected") return;
    const { host, port, fingerprint } = first;
    await value(client.call("host.acceptKey", { host, port, fingerprint }));
    await value(client.call("host.connect", login));
  }

  test("is there after a restart, logs in by itself, and stays out of our files", async () => {
    const vault = createVault();
    const first = await start(vault);
    await signIn(first, true);
    expect(await connected(first)).toMatchObject({ user: sshd.user, kept: true });
    await first.wizard.close();
    const second = await start(vault);
    expect(await connected(second)).toMatchObject({ user: sshd.user, kept: true });
    const made = await second.client.call("plan.make", {});
    expect(made).not.toMatchObject({ problem: { code: "login-needed" } });
    expect(JSON.stringify(made)).not.toContain(key.split("\n")[1] ?? "?");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const kept = files.filter((name) => name.endsWith(".json"));
    expect(kept).toContain("wizard.json");
    for (const name of kept)
      expect(readFileSync(join(folder, name), "utf8")).not.toMatch(/PRIVATE KEY/);
    await second.wizard.close();
  }, 60_000);

  test("is not kept unless asked for, and a later sign-in without it takes it out", async () => {
    const vault = createVault();
    const first = await start(vault);
    await signIn(first, true);
    await signIn(first, false);
    expect(await connected(first)).toMatchObject({ kept: false });
    expect(vault.texts.size).toBe(0);
    await first.wizard.close();
    const second = await start(vault);
    expect(await connected(second)).toBeNull();
    await second.wizard.close();
  }, 60_000);

  test("goes when one signs out, and when another name is chosen", async () => {
    const vault = createVault();
    const { client, wizard } = await start(vault);
    const opened = { client, wizard, events: [], bugs: [], links: [] };
    await signIn(opened, true);
    await value(client.call("host.disconnect", { machine: "host" }));
    expect(vault.texts.size).toBe(0);
    await signIn(opened, true);
    expect(vault.texts.size).toBe(1);
    await value(client.call("wizard.answer", { name: "other.example" }));
    expect(vault.texts.size).toBe(0);
    await wizard.close();
  }, 60_000);

  test("is thrown away when it belongs to another login, or is no sign-in at all", async () => {
    const vault = createVault();
    const first = await start(vault);
    await signIn(first, true);
    await first.wizard.close();
    const text = vault.texts.get("host") ?? "";
    for (const other of ["{", '{"login":1}', text.replace(sshd.user, "somebody")]) {
      vault.texts.set("host", other);
      const next = await start(vault);
      expect(await connected(next)).toBeNull();
      expect(vault.texts.size).toBe(0);
      await next.wizard.close();
    }
  }, 60_000);
});
