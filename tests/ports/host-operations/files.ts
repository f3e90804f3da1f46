import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SuiteHost } from "../host-world.ts";
import { at, file, folder, link, refusal, run as perform } from "./run.ts";

const run = "20261126-files";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function writeTo(host: SuiteHost["host"]) {
  return (path: string, content: string, mode = "0644", owner = "root") =>
    host().run("write-file", { run, path, content, mode, owner });
}

/** Reading, looking and writing. */
export function describeFiles(suite: SuiteHost): void {
  describe("reading a file", () => {
    describeReading(suite);
  });
  describe("looking at a path", () => {
    describeLook(suite);
  });
  describe("writing a file", () => {
    describeWriting(suite);
  });
  describe("writing where links are", () => {
    describeRefusals(suite);
  });
  describe("a place to write to", () => {
    describePlaces(suite);
  });
}

function describeReading({ world, host }: SuiteHost): void {
  test("gives its text to the last byte", async () => {
    const content = "first\n\n  ünïcode ✓ 'quoted' $HOME `id` \\n\tlast\n\n";
    await world().put("/srv/read/a file", file(content));
    expect(await perform(host(), "read-file", { path: "/srv/read/a file" })).toEqual({ content });
  });

  test("tells an empty file from an absent one", async () => {
    await world().put("/srv/read/empty", file(""));
    expect(await perform(host(), "read-file", { path: "/srv/read/empty" })).toEqual({
      content: "",
    });
    expect(await perform(host(), "read-file", { path: "/srv/read/absent" })).toEqual({
      content: null,
    });
    expect(await perform(host(), "read-file", { path: "/srv/no/such/folder" })).toEqual({
      content: null,
    });
  });

  test("is refused above 1 MiB, of a folder, and through a link", async () => {
    await world().put("/srv/read/large", file("x".repeat(1_048_577)));
    await world().put("/srv/read/link", link("/etc/passwd"));
    expect(await refusal(host(), "read-file", { path: "/srv/read/large" })).toEqual({
      code: "operation-failed",
      why: "too-large",
    });
    expect(await refusal(host(), "read-file", { path: "/srv/read" })).toEqual({
      code: "operation-failed",
      why: "not-a-file",
    });
    expect(await refusal(host(), "read-file", { path: "/srv/read/link" })).toEqual({
      code: "operation-failed",
      why: "link",
    });
  });
}

function describeLook({ world, host }: SuiteHost): void {
  test("tells what it is and does not follow a link", async () => {
    await world().put("/srv/look/file", file("seven b", "daemon", "0640"));
    await world().put("/srv/look/folder", folder("daemon", "0750"));
    await world().put("/srv/look/link", link("/srv/look/file"));
    const { entry } = await perform(host(), "stat", { path: "/srv/look/file" });
    expect(entry).toMatchObject({
      kind: "file",
      mode: "0640",
      owner: "daemon",
      size: 7,
      sha256: sha256("seven b"),
    });
    expect(await perform(host(), "stat", { path: "/srv/look/folder" })).toMatchObject({
      entry: { kind: "folder", mode: "0750", sha256: null },
    });
    expect(await perform(host(), "stat", { path: "/srv/look/link" })).toMatchObject({
      entry: { kind: "link", sha256: null },
    });
    expect(await perform(host(), "stat", { path: "/srv/look/nothing" })).toEqual({ entry: null });
  });
}

function describeWriting({ host }: SuiteHost): void {
  const write = writeTo(host);

  test("makes it, with its mode and owner, and the folders above for everybody to pass", async () => {
    const path = "/srv/write/deep/er/new.conf";
    expect(await write(path, "a: 1\n", "0640", "daemon")).toEqual({
      ok: true,
      value: { sha256: sha256("a: 1\n"), changed: true },
    });
    expect(await at(host(), path)).toBe("file 0640 daemon");
    expect(await at(host(), "/srv/write/deep/er")).toBe("folder 0755 root");
    expect(await perform(host(), "read-file", { path })).toEqual({ content: "a: 1\n" });
  });

  test("finds a repeat done, and changes what differs", async () => {
    const path = "/srv/write/repeat";
    expect(await write(path, "one")).toMatchObject({ value: { changed: true } });
    expect(await write(path, "one")).toEqual({
      ok: true,
      value: { sha256: sha256("one"), changed: false },
    });
    expect(await write(path, "one", "0600")).toMatchObject({ value: { changed: true } });
    expect(await write(path, "two", "0600")).toMatchObject({ value: { changed: true } });
    expect(await at(host(), path)).toBe("file 0600 root");
  });

  test("takes every text", async () => {
    const path = "/srv/write/any";
    const content = "\u0001 '\"\\ $x `y` \r\n\n end without a line end ☃";
    expect(await write(path, content)).toMatchObject({ ok: true });
    expect(await perform(host(), "read-file", { path })).toEqual({ content });
    expect(await write(path, "")).toMatchObject({ value: { sha256: sha256("") } });
  });

  test("takes a text of many kilobytes", async () => {
    const content = "0123456789abcdef\n".repeat(30_000);
    expect(await write("/srv/write/long", content)).toMatchObject({
      value: { sha256: sha256(content) },
    });
  });
}

function describeRefusals({ world, host }: SuiteHost): void {
  const write = writeTo(host);
  test("is refused where a link stands, and leaves what it points to", async () => {
    await world().put("/srv/links/target", file("theirs"));
    await world().put("/srv/links/here", link("/srv/links/target"));
    expect(await write("/srv/links/here", "ours")).toMatchObject({
      ok: false,
      error: { code: "operation-failed", data: { why: "link" } },
    });
    expect(await perform(host(), "read-file", { path: "/srv/links/target" })).toEqual({
      content: "theirs",
    });
  });

  test("is refused through a folder that its owner made a link", async () => {
    await world().put("/srv/theirs", folder("daemon"));
    await world().put("/srv/elsewhere", folder());
    await world().put("/srv/theirs/conf.d", link("/srv/elsewhere", "daemon"));
    expect(await write("/srv/theirs/conf.d/x.yaml", "ours")).toMatchObject({
      ok: false,
      error: { data: { why: "link" } },
    });
    expect(await at(host(), "/srv/elsewhere/x.yaml")).toBe("nothing");
  });
}

function describePlaces({ world, host }: SuiteHost): void {
  const write = writeTo(host);

  test("may be in a folder that another user owns", async () => {
    await world().put("/srv/daemons", folder("daemon"));
    expect(await write("/srv/daemons/ours.yaml", "ours")).toMatchObject({
      value: { changed: true },
    });
    expect(await at(host(), "/srv/daemons/ours.yaml")).toBe("file 0644 root");
  });

  test("is no folder, and no path that is not plain", async () => {
    await world().put("/srv/write/folder", folder());
    expect(
      await refusal(host(), "write-file", {
        run,
        path: "/srv/write/folder",
        content: "",
        mode: "0644",
        owner: "root",
      }),
    ).toMatchObject({ code: "operation-failed" });
    for (const path of [
      "relative",
      "/srv/../etc/x",
      "/srv//x",
      "/srv/./x",
      "/srv/x/",
      "/",
      "/srv/a\nb",
    ]) {
      expect(await write(path, "x")).toMatchObject({
        ok: false,
        error: { data: { why: "bad-argument" } },
      });
    }
  });
}
