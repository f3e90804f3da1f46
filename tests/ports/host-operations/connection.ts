import { describe, expect, test } from "vitest";
import type { SuiteHost } from "../host-world.ts";
import { file, run as perform } from "./run.ts";

/** What holds of a connection as a whole. */
export function describeConnection(suite: SuiteHost): void {
  describe("a connection", () => {
    describeUse(suite);
    describeLoss(suite);
  });
}

function describeUse({ world, host }: SuiteHost): void {
  test("tells the host key that it verified, and counts its round trips", async () => {
    const other = await world().connect();
    expect(other.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    const before = other.roundTrips();
    expect(before).toBeGreaterThan(3);
    await other.run("stat", { path: "/srv" });
    expect(other.roundTrips() - before).toBe(2);
    await other.run("write-file", {
      run: "conn-1",
      path: "/srv/conn/x",
      content: "x",
      mode: "0644",
      owner: "root",
    });
    expect(other.roundTrips() - before).toBe(5);
    await other.close();
  });

  test("answers many operations that were asked at once, each its own", async () => {
    const paths = Array.from({ length: 15 }, (_, index) => `/srv/many/${index}`);
    for (const path of paths) await world().put(path, file(path));
    const read = await Promise.all(paths.map((path) => perform(host(), "read-file", { path })));
    expect(read.map(({ content }) => content)).toEqual(paths);
  });
}

function describeLoss({ world }: SuiteHost): void {
  test("that is cut is a problem, and a new one goes on", async () => {
    const other = await world().connect();
    await other.run("stat", { path: "/srv" });
    await world().cut();
    expect(await other.run("stat", { path: "/srv" })).toMatchObject({
      ok: false,
      error: { code: "connection-lost" },
    });
    await other.close();
    const next = await world().connect();
    expect(await next.run("stat", { path: "/srv" })).toMatchObject({ ok: true });
    await next.close();
  });

  test("that was closed runs nothing more", async () => {
    const other = await world().connect();
    await other.close();
    await other.close();
    expect(await other.run("stat", { path: "/srv" })).toMatchObject({
      ok: false,
      error: { code: "connection-lost" },
    });
  });

  test("gives a survey in named sections", async () => {
    const next = await world().connect();
    const { sections } = await perform(next, "survey", { serverName: "one.example" });
    expect(Object.keys(sections)).toEqual(
      expect.arrayContaining(["os-release", "init", "clock", "login-user", "login-sudo"]),
    );
    await next.close();
  });
}
