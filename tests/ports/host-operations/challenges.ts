import { describe, expect, test } from "vitest";
import type { SuiteHost } from "../host-world.ts";
import { at, refusal, run as perform } from "./run.ts";

const FOLDER = "/etc/homeport/acme-challenge";
const THUMBPRINT = "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";

type By = "web-server" | "responder";

function challenge(by: By, token: string) {
  return { run: "challenge-1", by, token };
}

function startOn(host: SuiteHost["host"], by: By) {
  return (token: string) =>
    perform(host(), "challenge-start", {
      ...challenge(by, token),
      keyAuthorization: `${token}.${THUMBPRINT}`,
    });
}

/** Answers to HTTP-01 challenges. */
export function describeChallenges(suite: SuiteHost): void {
  describe("a challenge answered by the web server", () => {
    describeFiles(suite);
  });
  describe("a challenge answered by a responder", () => {
    describeResponder(suite);
  });
}

function describeFiles({ host }: SuiteHost): void {
  const start = startOn(host, "web-server");

  test("is a file that everybody can read, until it is stopped", async () => {
    expect(await start("tok_EN-1")).toEqual({ done: true });
    expect(await at(host(), `${FOLDER}/tok_EN-1`)).toBe("file 0644 root");
    expect(await perform(host(), "read-file", { path: `${FOLDER}/tok_EN-1` })).toEqual({
      content: `tok_EN-1.${THUMBPRINT}`,
    });
    expect(await start("tok_EN-1")).toEqual({ done: true });
    expect(await perform(host(), "challenge-stop", challenge("web-server", "tok_EN-1"))).toEqual({
      done: true,
    });
    expect(await at(host(), FOLDER)).toBe("nothing");
    expect(await perform(host(), "challenge-stop", challenge("web-server", "tok_EN-1"))).toEqual({
      done: true,
    });
  });

  test("is taken back like any other file", async () => {
    await start("tok2");
    await perform(host(), "restore", { run: "challenge-1", path: `${FOLDER}/tok2` });
    expect(await at(host(), FOLDER)).toBe("nothing");
  });

  test("that was not stopped goes with what only served the run", async () => {
    await start("tok3");
    await start("tok4");
    await perform(host(), "tidy", { run: "challenge-other" });
    expect(await at(host(), `${FOLDER}/tok3`)).toMatch(/^file/);
    await perform(host(), "tidy", { run: "challenge-1" });
    expect(await at(host(), FOLDER)).toBe("nothing");
  });

  test("is refused for a token that could be a path", async () => {
    const input = { ...challenge("web-server", "../x"), keyAuthorization: "../x.y" };
    expect(await refusal(host(), "challenge-start", input)).toMatchObject({
      code: "operation-failed",
    });
  });
}

function describeResponder({ world, host }: SuiteHost): void {
  const start = startOn(host, "responder");
  const ask = (path: string) =>
    host().run("fetch-local", { port: 80, path, hostHeader: "one.example" });

  test("is answered on port 80 until the last one is stopped", async (context) => {
    if (!world().hasPort80) return context.skip("something else has port 80 here");
    expect(await start("first")).toEqual({ done: true });
    expect(await start("second")).toEqual({ done: true });
    const body = (token: string) => ({
      ok: true,
      value: { status: 200, body: `${token}.${THUMBPRINT}` },
    });
    expect(await ask("/.well-known/acme-challenge/first")).toEqual(body("first"));
    expect(await ask("/.well-known/acme-challenge/second")).toEqual(body("second"));
    expect(await ask("/")).toMatchObject({ value: { status: 404 } });
    expect(await perform(host(), "challenge-stop", challenge("responder", "first"))).toEqual({
      done: true,
    });
    expect(await ask("/.well-known/acme-challenge/second")).toEqual(body("second"));
    expect(await perform(host(), "challenge-stop", challenge("responder", "second"))).toEqual({
      done: true,
    });
    expect(await ask("/.well-known/acme-challenge/second")).toMatchObject({ ok: false });
    expect(await perform(host(), "challenge-stop", challenge("responder", "second"))).toEqual({
      done: true,
    });
  });

  test("is gone with its connection", async (context) => {
    if (!world().hasPort80) return context.skip("something else has port 80 here");
    const other = await world().connect();
    const input = { ...challenge("responder", "third"), keyAuthorization: `third.${THUMBPRINT}` };
    expect(await other.run("challenge-start", input)).toEqual({
      ok: true,
      value: { done: true },
    });
    expect(await ask("/.well-known/acme-challenge/third")).toMatchObject({
      value: { status: 200 },
    });
    await other.close();
    expect(await ask("/.well-known/acme-challenge/third")).toMatchObject({ ok: false });
  });
}
