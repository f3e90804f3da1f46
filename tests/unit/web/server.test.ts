import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { ask, serve } from "./local-doors.ts";

describe("the local server", () => {
  test("gives the page, and nothing else, without a token", async () => {
    const { port, own, calls } = await serve();
    expect((await ask(port, "/")).body).toContain("the page");
    const call = { method: "POST", headers: own, body: "{}" };
    expect((await ask(port, "/api/wizard.state", call)).status).toBe(401);
    expect((await ask(port, "/api/events")).status).toBe(401);
    const forged = { ...call, headers: { ...own, authorization: `Bearer ${"a".repeat(43)}` } };
    expect((await ask(port, "/api/wizard.state", forged)).status).toBe(401);
    expect(calls).toEqual([]);
  });

  test("exchanges a code once and carries calls with its token", async () => {
    const { port, own, codes, calls } = await serve();
    const code = codes.issue();
    const exchange = { method: "POST", headers: own, body: JSON.stringify({ code }) };
    const first = await ask(port, "/api/session", exchange);
    const { token } = JSON.parse(first.body) as { token: string };
    const headers = { ...own, authorization: `Bearer ${token}` };
    const answer = await ask(port, "/api/home.list", { method: "POST", headers, body: "{}" });
    expect([answer.status, answer.body]).toEqual([200, '{"ok":true,"value":"done"}']);
    expect(calls).toEqual([["home.list", {}]]);
    expect((await ask(port, "/api/session", exchange)).status).toBe(401);
  });

  test("ends the events of a token whose code comes a second time", async () => {
    const { port, own, codes, events } = await serve();
    const code = codes.issue();
    const exchange = { method: "POST", headers: own, body: JSON.stringify({ code }) };
    const { token } = JSON.parse((await ask(port, "/api/session", exchange)).body) as {
      token: string;
    };
    const stream = ask(port, "/api/events", {
      headers: { ...own, authorization: `Bearer ${token}` },
    });
    await expect.poll(() => events.readers()).toBe(1);
    events.tell({ event: "observed", name: "one.example", asked: "first", count: 1 });
    await ask(port, "/api/session", exchange);
    // At once, and not with the next event alone.
    expect(events.readers()).toBe(0);
    events.tell({ event: "observed", name: "one.example", asked: "second", count: 1 });
    const { body } = await stream;
    expect(body).toContain("first");
    expect(body).not.toContain("second");
    const call = { method: "POST", headers: { ...own, authorization: `Bearer ${token}` } };
    expect((await ask(port, "/api/home.list", call)).body).toBe('{"turnedAway":"ended"}');
    const other = { ...call, headers: { ...own, authorization: `Bearer ${"a".repeat(43)}` } };
    expect((await ask(port, "/api/home.list", other)).body).toBe('{"turnedAway":"token"}');
  });

  test.each([
    ["Host", { host: "rebound.example" }],
    ["Origin", { origin: "https://evil.example" }],
    ["Sec-Fetch-Site", { "sec-fetch-site": "cross-site" }],
  ])("checks %s on every route", async (_name, wrong) => {
    const { port, own, codes } = await serve();
    const body = JSON.stringify({ code: codes.issue() });
    for (const path of ["/", "/api/session", "/api/again", "/api/events", "/api/wizard.state"]) {
      const isPage = path === "/" || path === "/api/events";
      const method = isPage ? "GET" : "POST";
      const sent = { method, headers: { ...own, ...wrong }, ...(isPage ? {} : { body }) };
      expect((await ask(port, path, sent)).status).toBe(403);
    }
  });

  test("sets no cookie and allows no other origin", async () => {
    const { port } = await serve();
    const { headers } = await ask(port, "/");
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("reads as JSON only what says that it is", async () => {
    const { port, own, codes } = await serve();
    const headers = { ...own, "content-type": "text/plain" };
    const body = JSON.stringify({ code: codes.issue() });
    expect((await ask(port, "/api/session", { method: "POST", headers, body })).status).toBe(401);
  });

  test("opens a lost page again, but not as often as anybody likes", async () => {
    const { port, own, opened } = await serve(300);
    const again = { method: "POST", headers: own, body: "{}" };
    const asked = performance.now();
    for (let tries = 0; tries < 4; tries++)
      expect((await ask(port, "/api/again", again)).body).toBe(
        '{"opened":true,"command":"./homeport serve"}',
      );
    // Those who asked too soon get one page together, once the time is up.
    await expect.poll(opened, { timeout: 5000 }).toBe(2);
    expect(performance.now() - asked).toBeGreaterThan(295);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(opened()).toBe(2);
  });

  test("streams events to whoever holds the token", async () => {
    const { port, codes, events } = await serve();
    const token = codes.exchange(codes.issue()) ?? "";
    const answer = await fetch(`http://127.0.0.1:${port}/api/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    events.tell({ event: "observed", name: "one.example", asked: "7", count: 1 });
    const { value } = (await reader?.read()) ?? { value: "" };
    expect(value).toBe('data: {"event":"observed","name":"one.example","asked":"7","count":1}\n\n');
    await reader?.cancel();
  });

  test("listens on loopback alone", async () => {
    const { port } = await serve();
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow("fetch failed");
    }
    expect((await ask(port, "/")).status).toBe(200);
  });
});
