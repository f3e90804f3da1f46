import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SuiteHost } from "../host-world.ts";
import { at, file, folder, refusal, run as perform } from "./run.ts";

function writeTo(host: SuiteHost["host"]) {
  return (run: string, path: string, content: string) =>
    perform(host(), "write-file", { run, path, content, mode: "0644", owner: "root" });
}

/** Keeping, taking back, and the journal. */
export function describeUndo(suite: SuiteHost): void {
  describe("taking a path back", () => {
    describeRestore(suite);
  });
  describe("taking back", () => {
    describeRuns(suite);
    describeTraces(suite);
  });
  describe("the host's own notes", () => {
    describeNotes(suite);
  });
}

function describeRestore({ world, host }: SuiteHost): void {
  const write = writeTo(host);
  test("gives a changed file its bytes, mode and owner", async () => {
    const [run, path, content] = ["undo-1", "/srv/undo/theirs.conf", "old ✓\n"];
    await world().put(path, file(content, "daemon", "0640"));
    expect(await perform(host(), "backup", { run, path })).toEqual({ existed: true });
    await write(run, path, "new\n");
    const sha256 = createHash("sha256").update(content).digest("hex");
    const asBefore = { sha256, existed: true, kept: "file", runKnown: true };
    expect(await perform(host(), "restore", { run, path })).toEqual(asBefore);
    expect(await at(host(), path)).toBe("file 0640 daemon");
    expect(await perform(host(), "read-file", { path })).toEqual({ content });
    expect(await perform(host(), "restore", { run, path })).toEqual(asBefore);
  });

  test("needs no backup of its own: the first write keeps what was there, later ones do not", async () => {
    const [run, path] = ["undo-2", "/srv/undo/twice.conf"];
    await world().put(path, file("first"));
    await write(run, path, "second");
    await write(run, path, "third");
    expect(await perform(host(), "backup", { run, path })).toEqual({ existed: true });
    await perform(host(), "restore", { run, path });
    expect(await perform(host(), "read-file", { path })).toEqual({ content: "first" });
  });

  test("removes a file that was not there, and the folders made for it", async () => {
    const [run, path] = ["undo-3", "/srv/undo/made/for/it.conf"];
    await world().put("/srv/undo", folder());
    expect(await perform(host(), "backup", { run, path })).toEqual({ existed: false });
    await write(run, path, "ours");
    const gone = { sha256: null, existed: false, kept: "absent", runKnown: true };
    expect(await perform(host(), "restore", { run, path })).toEqual(gone);
    expect(await at(host(), "/srv/undo/made")).toBe("nothing");
    expect(await at(host(), "/srv/undo")).toMatch(/^folder/);
    expect(await perform(host(), "restore", { run, path })).toEqual(gone);
  });
}

function describeRuns({ world, host }: SuiteHost): void {
  const write = writeTo(host);
  test("leaves a folder that somebody else uses by now", async () => {
    const [run, path] = ["undo-4", "/srv/undo/shared/ours.conf"];
    await write(run, path, "ours");
    await world().put("/srv/undo/shared/theirs.conf", file("x"));
    await perform(host(), "restore", { run, path });
    expect(await at(host(), path)).toBe("nothing");
    expect(await at(host(), "/srv/undo/shared/theirs.conf")).toBe("file 0644 root");
  });

  test("changes nothing for a path that the run never touched, and says that it has no record", async () => {
    const path = "/srv/undo/untouched";
    await world().put(path, file("x", "daemon", "0604"));
    const input = { run: "undo-5", path };
    expect(await perform(host(), "restore", input)).toMatchObject({
      existed: true,
      kept: "none",
      runKnown: false,
    });
    await write("undo-5", "/srv/undo/touched", "x");
    expect(await perform(host(), "restore", input)).toMatchObject({ kept: "none", runKnown: true });
    expect(await at(host(), path)).toBe("file 0604 daemon");
    expect(await perform(host(), "restore", { run: "undo-5", path: "/srv/undo/never" })).toEqual({
      sha256: null,
      existed: false,
      kept: "none",
      runKnown: true,
    });
  });

  test("makes no folder for a run that the host never saw", async () => {
    await perform(host(), "lock", { run: "undo-unseen" });
    await perform(host(), "tidy", { run: "undo-unseen" });
    const input = { run: "undo-unseen", path: "/srv/undo/never" };
    expect(await perform(host(), "restore", input)).toMatchObject({ runKnown: false });
    await perform(host(), "unlock", { run: "undo-unseen" });
    expect(await at(host(), "/var/lib/homeport/runs/undo-unseen")).toBe("nothing");
  });
}

function describeTraces({ host }: SuiteHost): void {
  const write = writeTo(host);
  test("keeps the runs apart", async () => {
    const path = "/srv/undo/apart";
    await write("undo-6", path, "one");
    await write("undo-7", path, "two");
    await perform(host(), "restore", { run: "undo-7", path });
    expect(await perform(host(), "read-file", { path })).toEqual({ content: "one" });
    await perform(host(), "restore", { run: "undo-6", path });
    expect(await at(host(), path)).toBe("nothing");
  });

  test("keeps its backups where nobody else can look", async () => {
    await write("undo-8", "/srv/undo/secret", "x");
    expect(await at(host(), "/var/lib/homeport")).toBe("folder 0700 root");
    expect(await at(host(), "/var/lib/homeport/runs/undo-8/backup")).toBe("folder 0700 root");
  });

  test("what only served the run goes, and its journal stays", async () => {
    const run = "undo-9";
    await write(run, "/srv/undo/tidy/file", "x");
    await perform(host(), "note", { run, entry: { step: "s", event: "done", hash: "" } });
    await perform(host(), "restore", { run, path: "/srv/undo/tidy/file" });
    expect(await perform(host(), "tidy", { run })).toEqual({ done: true });
    expect(await at(host(), "/srv/undo/tidy")).toBe("nothing");
    expect(await perform(host(), "read-notes", { run })).toMatchObject({ notes: [{ step: "s" }] });
  });
}

function describeNotes({ host }: SuiteHost): void {
  describe("the host's journal", () => {
    test("gives back what was noted, in order", async () => {
      const run = "notes-1";
      const entries = [
        { step: "write-synapse-config", event: "started", hash: "ab12" },
        { step: "write-synapse-config", event: "done", hash: "" },
        { step: "order-key", event: "undone", hash: "sha256:00" },
      ] as const;
      for (const entry of entries)
        expect(await perform(host(), "note", { run, entry })).toEqual({ done: true });
      expect(await perform(host(), "read-notes", { run })).toEqual({ notes: entries });
    });

    test("is empty for a run that nobody knows", async () => {
      expect(await perform(host(), "read-notes", { run: "never" })).toEqual({ notes: [] });
    });

    test("takes no note that could be read as another", async () => {
      const entry = { step: "a b\nstarted c", event: "done", hash: "" } as const;
      expect(await refusal(host(), "note", { run: "notes-2", entry })).toMatchObject({
        code: "operation-failed",
      });
      expect(await refusal(host(), "tidy", { run: "../x" })).toMatchObject({
        code: "operation-failed",
      });
    });
  });
}
