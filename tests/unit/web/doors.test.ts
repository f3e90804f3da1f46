import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { ask, openQuestion, serve, type Answer } from "./local-doors.ts";

const MIB = 1024 * 1024;

/** What no answer may be without. */
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

function expectOurs({ headers }: Answer): void {
  expect(headers).toMatchObject(ALWAYS);
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; /);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["permissions-policy"]).toContain("camera=()");
  expect(headers["access-control-allow-origin"]).toBeUndefined();
}

async function signedIn() {
  const served = await serve();
  const token = served.codes.exchange(served.codes.issue()) ?? "";
  return { ...served, signed: { ...served.own, authorization: `Bearer ${token}` } };
}

describe("every answer carries our headers", () => {
  test("on the wizard's port, whatever it says", async () => {
    const { port, own, signed, codes } = await signedIn();
    const post = { method: "POST", headers: own, body: "{}" };
    const call = { ...post, headers: signed };
    const large = { ...call, body: "x".repeat(16 * MIB + 1) };
    const session = { ...post, body: JSON.stringify({ code: codes.issue() }) };
    const answers: readonly (readonly [number, Answer])[] = [
      [200, await ask(port, "/")],
      [404, await ask(port, "/elsewhere")],
      [404, await ask(port, "/elsewhere", post)],
      [404, await ask(port, "/api/elsewhere", { headers: signed })],
      [200, await ask(port, "/api/session", session)],
      [401, await ask(port, "/api/session", post)],
      [200, await ask(port, "/api/again", post)],
      [401, await ask(port, "/api/home.list", post)],
      [200, await ask(port, "/api/home.list", call)],
      [413, await ask(port, "/api/plan.open", large)],
      [403, await ask(port, "/", { headers: { host: "rebound.example" } })],
      [200, await ask(port, "/api/events", { method: "HEAD", headers: signed })],
    ];
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expectOurs(answer);
    }
  });

  test("on the port of approvals", async () => {
    const { port, path } = await openQuestion();
    const turned = { headers: { origin: "https://evil.example" } };
    for (const [status, asked] of [
      [200, ask(port, path)],
      [410, ask(port, "/elsewhere")],
      [403, ask(port, "/", turned)],
    ] as const) {
      const answer = await asked;
      expect(answer.status).toBe(status);
      expectOurs(answer);
    }
  });
});

describe("what is too large is not read", () => {
  test("a call of 16 MiB passes, and one byte more does not", async () => {
    const { port, signed, calls } = await signedIn();
    const frame = JSON.stringify({ text: "" }).length;
    const sized = (bytes: number) => JSON.stringify({ text: "x".repeat(bytes - frame) });
    const send = (body: string) =>
      ask(port, "/api/plan.open", { method: "POST", headers: signed, body });
    expect((await send(sized(16 * MIB))).status).toBe(200);
    expect(calls).toHaveLength(1);
    expect((await send(sized(16 * MIB + 1))).status).toBe(413);
    expect(calls).toHaveLength(1);
  });

  test("an answer to an approval is of 4 kB at most", async () => {
    const { port, path } = await openQuestion();
    const secret = /name="answer" value="([^"]+)"/.exec((await ask(port, path)).body)?.[1] ?? "";
    const send = (padding: number) =>
      ask(port, "/answer", {
        method: "POST",
        headers: {
          origin: `http://127.0.0.1:${port}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: `answer=${secret}&decision=no&more=`.padEnd(padding, "x"),
      });
    expect((await send(4097)).status).toBe(410);
    expect((await send(4096)).status).toBe(200);
  });
});

describe("streams of events", () => {
  test("are as many as there could be pages, and HEAD leaves none behind", async () => {
    const { port, signed, events } = await signedIn();
    await ask(port, "/api/events", { method: "HEAD", headers: signed });
    expect(events.readers()).toBe(0);
    const leave = new AbortController();
    const open = () =>
      fetch(`http://127.0.0.1:${port}/api/events`, {
        headers: { authorization: signed.authorization },
        signal: leave.signal,
      });
    for (let at = 0; at < 32; at += 1) expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(429);
    leave.abort();
    await expect.poll(() => events.readers(), { timeout: 10_000 }).toBe(0);
    expect((await ask(port, "/api/events", { method: "HEAD", headers: signed })).status).toBe(200);
  });

  test("let a reader go that reads nothing, instead of keeping everything for it", async () => {
    const { port, signed, events } = await signedIn();
    const frozen = connect(port, "127.0.0.1");
    frozen.pause();
    frozen.on("error", () => undefined);
    frozen.write(
      `GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${signed.authorization}\r\n\r\n`,
    );
    await expect.poll(() => events.readers(), { timeout: 10_000 }).toBe(1);
    const asked = "x".repeat(MIB);
    let told = 0;
    while (events.readers() > 0 && told < 64) {
      events.tell({ event: "observed", name: "one.example", asked, count: 1 });
      told += 1;
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    expect(events.readers()).toBe(0);
    frozen.destroy();
  });
});

describe("a person whose address is turned away", () => {
  const opened = { "sec-fetch-mode": "navigate", "sec-fetch-site": "none" };

  test("reads where Homeport answers", async () => {
    const { port } = await serve();
    const answer = await ask(port, "/", { headers: { ...opened, host: `localhost:${port}` } });
    expect(answer.status).toBe(403);
    expectOurs(answer);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.body).toContain(`http://127.0.0.1:${port}`);
    expect(answer.body).toContain(`ssh -L ${port}:127.0.0.1:${port}`);
    expect(answer.body).not.toMatch(/<script/i);
  });

  test("reads that the address is entered by hand, and nothing that was sent", async () => {
    const { port, path } = await openQuestion();
    const planted = "<b>planted</b>";
    const answer = await ask(port, `${path}?${planted}`, {
      headers: { ...opened, "sec-fetch-site": "cross-site", referer: planted },
    });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("paste it into the address bar");
    expect(answer.body).not.toContain("planted");
    expect((await ask(port, path)).status).toBe(200);
  });

  test("and a program gets the reason alone", async () => {
    const { port, own } = await serve();
    const call = { method: "POST", headers: { ...own, host: "rebound.example" }, body: "{}" };
    expect((await ask(port, "/api/session", call)).body).toBe('{"turnedAway":"host"}');
  });
});
