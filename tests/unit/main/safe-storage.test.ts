import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStateDocument } from "../../../electron/adapters/state-drafts.ts";
import { createSafeStorage } from "../../desktop/double/safe-storage.ts";

const keychain = vi.hoisted(() => ({ now: null as object | null }));
vi.mock("electron", () => ({
  get safeStorage() {
    return keychain.now;
  },
}));

const { createVault, describeSecrets } = await import("../../../electron/main/safe-storage.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-vault-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A vault over a folder, as after each start. */
const vault = () => createVault(createStateDocument(folder, "sign-ins"));

test("gives at the next start what was kept, and nothing readable is on disk", async () => {
  keychain.now = createSafeStorage("gnome_libsecret");
  expect(await vault().keep("host", "Tr0ub4dor")).toBe(true);
  expect(await vault().keep("web", "other")).toBe(true);
  expect([await vault().read("host"), await vault().read("web")]).toEqual(["Tr0ub4dor", "other"]);
  const path = join(folder, "sign-ins.json");
  expect(readFileSync(path, "utf8")).not.toContain("Tr0ub4dor");
  expect(readFileSync(path, "utf8")).not.toContain(Buffer.from("Tr0ub4dor").toString("base64"));
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("forgets one machine and keeps the other", async () => {
  keychain.now = createSafeStorage("gnome_libsecret");
  await vault().keep("host", "one");
  await vault().keep("web", "two");
  await vault().forget("host");
  expect([await vault().read("host"), await vault().read("web")]).toEqual([null, "two"]);
});

test("takes and gives nothing while the keychain is locked, or when it has another key", async () => {
  const first = createSafeStorage("gnome_libsecret");
  keychain.now = first;
  await vault().keep("host", "one");
  first.lock();
  expect([await vault().read("host"), await vault().keep("host", "two")]).toEqual([null, false]);
  keychain.now = createSafeStorage("gnome_libsecret");
  expect(await vault().read("host")).toBeNull();
});

test("says that there is no keychain where Linux only pretends to have one", async () => {
  const said = async (backend: string, platform: NodeJS.Platform) => {
    keychain.now = createSafeStorage(backend);
    return describeSecrets(platform);
  };
  const none = { kept: "memory", backend: "none" };
  expect(await said("basic_text", "linux")).toEqual(none);
  expect(await said("unknown", "linux")).toEqual(none);
  expect(await said("kwallet6", "linux")).toEqual({ kept: "keychain", backend: "kwallet6" });
  expect(await said("basic_text", "darwin")).toEqual({ kept: "keychain", backend: "system" });
  keychain.now = { isAsyncEncryptionAvailable: async () => false };
  expect(await describeSecrets("win32")).toEqual(none);
});
