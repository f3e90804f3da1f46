import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAccountKeys } from "../../electron/adapters/acme-account-keys.ts";
import { createJsonStore } from "../../electron/adapters/json-store.ts";
import { StateUnusable } from "../../electron/adapters/state-files.ts";

const NOW = Date.parse("2026-11-26T11:03:00Z");
const RUN = "20261126-110300-k3f9";

describe("the store", () => {
  let base: string;
  let state: string;
  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), "homeport-store-"));
    state = path.join(base, "deep", "state");
  });
  afterEach(() => rmSync(base, { recursive: true }));
  const modeOf = (...parts: string[]) => statSync(path.join(state, ...parts)).mode & 0o777;

  it("makes run ids that sort by time and differ at the same moment", () => {
    const store = createJsonStore(state);
    const ids = new Set(Array.from({ length: 20 }, () => store.newRun(NOW)));
    expect(ids.size).toBeGreaterThan(15);
    for (const id of ids) expect(id).toMatch(/^20261126-110300000-[a-z0-9]{4}$/);
    expect(store.newRun(NOW) < store.newRun(NOW + 1)).toBe(true);
  });

  it("creates nothing while it only reads", async () => {
    const store = createJsonStore(state);
    expect(await store.runs()).toEqual([]);
    expect(await store.journal(RUN)).toEqual([]);
    expect(await store.readDocument(RUN, "plan")).toBeNull();
    expect(readdirSync(base)).toEqual([]);
  });

  it("gives journal lines back in order, from another store too", async () => {
    const store = createJsonStore(state);
    await store.append(RUN, { event: "started", step: "a" });
    await store.append(RUN, { event: "done", step: "a" });
    const lines = [
      { event: "started", step: "a" },
      { event: "done", step: "a" },
    ];
    expect(await createJsonStore(state).journal(RUN)).toEqual(lines);
    expect(await store.runs()).toEqual([RUN]);
  });

  it("keeps folders 0700 and files 0600", async () => {
    const store = createJsonStore(state);
    await store.append(RUN, {});
    await store.writeDocument(RUN, "plan", {});
    expect([modeOf(), modeOf("runs"), modeOf("runs", RUN)]).toEqual([0o700, 0o700, 0o700]);
    expect(modeOf("runs", RUN, "journal.jsonl")).toBe(0o600);
    expect(modeOf("runs", RUN, "plan.json")).toBe(0o600);
  });

  it("closes an empty folder that was given, and leaves the mode of a full one", async () => {
    mkdirSync(state, { recursive: true, mode: 0o755 });
    await createJsonStore(state).append(RUN, {});
    expect(modeOf()).toBe(0o700);
    const home = path.join(base, "home");
    mkdirSync(home);
    chmodSync(home, 0o755);
    writeFileSync(path.join(home, "letter"), "");
    await createJsonStore(home).append(RUN, {});
    expect(statSync(home).mode & 0o777).toBe(0o755);
    expect(statSync(path.join(home, "runs")).mode & 0o777).toBe(0o700);
  });

  it("leaves out a line that was torn by a crash, and goes on after it", async () => {
    const store = createJsonStore(state);
    await store.append(RUN, { n: 1 });
    appendFileSync(path.join(store.pathOf(RUN), "journal.jsonl"), '{"n":2,"half');
    expect(await store.journal(RUN)).toEqual([{ n: 1 }]);
    await store.append(RUN, { n: 3 });
    expect(await store.journal(RUN)).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it("replaces a document whole and leaves no temporary file", async () => {
    const store = createJsonStore(state);
    await store.writeDocument(RUN, "plan", { digest: "one" });
    await store.writeDocument(RUN, "plan", { digest: "two" });
    expect(await store.readDocument(RUN, "plan")).toEqual({ digest: "two" });
    expect(readdirSync(store.pathOf(RUN))).toEqual(["plan.json"]);
  });

  it("removes a run with everything in it", async () => {
    const store = createJsonStore(state);
    await store.append(RUN, {});
    await store.removeRun(RUN);
    expect(await store.runs()).toEqual([]);
  });

  it("never leaves its folder, whatever a run is called", () => {
    const store = createJsonStore(state);
    for (const run of ["..", "../../x", "", "20261126-110300-k3f9/..", "20261126-110300-K3F9"]) {
      expect(() => store.pathOf(run)).toThrow("bad name");
    }
  });

  it("says that the state folder cannot be used where a file stands in its place", async () => {
    const file = path.join(base, "file");
    writeFileSync(file, "");
    const failed = await createJsonStore(file)
      .append(RUN, {})
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StateUnusable);
    expect(failed).toMatchObject({ problem: { code: "state-unusable", data: { path: file } } });
  });

  it("keeps one account key a CA, also when two ask at once", async () => {
    const keys = createAccountKeys(state);
    let made = 0;
    const make = () => `key ${(made += 1)}`;
    const both = await Promise.all([
      keys.obtain("https://ca/dir", make),
      keys.obtain("https://ca/dir", make),
    ]);
    expect(both[0]).toBe(both[1]);
    expect(await keys.obtain("https://other/dir", make)).not.toBe(both[0]);
    const folders = readdirSync(path.join(state, "acme"));
    expect(folders.length).toBe(2);
    for (const folder of folders) {
      expect(readdirSync(path.join(state, "acme", folder))).toEqual(["account.pem"]);
      expect(modeOf("acme", folder, "account.pem")).toBe(0o600);
      expect(readFileSync(path.join(state, "acme", folder, "account.pem"), "utf8")).toMatch(
        /^key \d$/,
      );
    }
  });
});
