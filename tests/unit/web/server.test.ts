import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import type { AskAgain } from "../../../electron/engine/wizard-ports.ts";
import { openApprovals } from "../../../electron/web/approvals.ts";
import { createCodes } from "../../../electron/web/codes.ts";
import { createEventHub } from "../../../electron/web/event-stream.ts";
import { wanted } from "./wanted.ts";
import { listenOnLoopback } from "../../../electron/web/loopback-server.ts";
import { createVoice } from "../../../electron/web/say.ts";
import { createWebApp } from "../../../electron/web/server.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** A request with exactly these headers, which fetch would not let us choose. */
function ask(
  port: number,
  path: string,
  given: { readonly method?: string; readonly headers?: object; readonly body?: string } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body = "" } = given;
  const own = { host: `127.0.0.1:${port}` };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method, headers: { ...own, ...headers } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Nothing here throws; what does is a rejection that nobody handles, and fails the run. */
const tellBug = async (thrown: unknown): Promise<void> => {
  throw new Error("a bug was told", { cause: thrown });
};

async function serve(againEveryMs = 5000) {
  const codes = createCodes(() => Date.now());
  const events = createEventHub();
  const calls: unknown[] = [];
  const page = { type: "text/html", body: new TextEncoder().encode("<p>the page</p>") };
  let opened = 0;
  const app = createWebApp({
    assets: new Map([["/index.html", page]]),
    dispatch: async (method, input) => {
      calls.push([method, input]);
      return { ok: true, value: "done" };
    },
    codes,
    events,
    openAgain: async () => {
      opened += 1;
      return true;
    },
    againEveryMs,
    command: "./homeport serve",
    tellBug,
  });
  const server = await listenOnLoopback(app, 0);
  ended.push(async () => {
    events.close();
    await server.close();
  });
  const own = { origin: `http://127.0.0.1:${server.port}`, "content-type": "application/json" };
  return { port: server.port, codes, events, calls, own, opened: () => opened };
}

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
    events.tell({ event: "prompt-over", id: "first" });
    await ask(port, "/api/session", exchange);
    events.tell({ event: "prompt-over", id: "second" });
    const { body } = await stream;
    expect(body).toContain("first");
    expect(body).not.toContain("second");
    expect(events.readers()).toBe(0);
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
    events.tell({ event: "prompt-over", id: "7" });
    const { value } = (await reader?.read()) ?? { value: "" };
    expect(value).toBe('data: {"event":"prompt-over","id":"7"}\n\n');
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

/** Asks for an approval and gives the address that was shown. */
async function openQuestion(cancelled = new AbortController().signal) {
  const shown: string[] = [];
  let again: AskAgain | undefined;
  const approvals = await openApprovals({
    voice: createVoice("en"),
    showAddress: async (url) => {
      shown.push(url);
      return "terminal";
    },
    tellBug,
  });
  ended.push(() => approvals.close());
  const answer = approvals.approve(wanted, {
    cancelled,
    practice: true,
    kind: "apply",
    shown: (_where, askAgain) => void (again = askAgain),
  });
  await expect.poll(() => shown.length).toBe(1);
  const at = (): URL => new URL(shown.at(-1) ?? "");
  const showAgain = async (): Promise<string> => {
    await again?.();
    return at().pathname;
  };
  return { answer, port: Number(at().port), path: at().pathname, showAgain };
}

function decide(port: number, secret: string, decision: string, more: object = {}) {
  const headers = {
    origin: `http://127.0.0.1:${port}`,
    "content-type": "application/x-www-form-urlencoded",
    ...more,
  };
  return ask(port, "/answer", {
    method: "POST",
    headers,
    body: `answer=${secret}&decision=${decision}`,
  });
}

describe("the approval page", () => {
  test("has no script, escapes what hosts say, and shows digest, machines and terms", async () => {
    const { port, path } = await openQuestion();
    const { body, headers } = await ask(port, path);
    expect(body).not.toMatch(/<script/i);
    expect(body).toContain("&#60;script&#62;");
    for (const part of [wanted.digest, "ada@matrix.two.example:22", wanted.terms ?? ""]) {
      expect(body).toContain(part);
    }
    expect(body).toMatch(/value="no" autofocus/);
    expect(body).toContain("ada@matrix.two.example:22, key SHA256:abc");
    expect(body).toContain("ada, with sudo, on matrix.two.example:22");
    expect(body).toContain("Synapse is restarted once. For some seconds it answers nobody.");
    expect(body).toContain("Homeport can undo 1 of 2 changes, also later.");
    expect(body).toContain("1 more is done by people, who also take it back.");
    expect(body).toContain("stays on public lists for good");
    expect(body).toContain(
      `<a href="${wanted.terms}" rel="noreferrer noopener" target="_blank"><bdi>${wanted.terms}</bdi></a>`,
    );
    expect(headers["content-security-policy"]).not.toContain("script-src");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  });

  test("is shown again at a fresh address, and the one before it leads nowhere", async () => {
    const { answer, port, path, showAgain } = await openQuestion();
    const fresh = await showAgain();
    expect(fresh).not.toBe(path);
    expect((await ask(port, path)).status).toBe(410);
    const { body } = await ask(port, fresh);
    const secret = /name="answer" value="([^"]+)"/.exec(body)?.[1] ?? "";
    await decide(port, secret, "yes");
    expect(await answer).toBe(true);
    expect((await ask(port, fresh)).status).toBe(410);
  });

  test("is shown once and answered once", async () => {
    const { answer, port, path } = await openQuestion();
    const { body } = await ask(port, path);
    expect((await ask(port, path)).status).toBe(410);
    const secret = /name="answer" value="([^"]+)"/.exec(body)?.[1] ?? "";
    expect((await decide(port, secret, "yes")).status).toBe(200);
    expect(await answer).toBe(true);
    expect((await decide(port, secret, "yes")).status).toBe(410);
  });

  test("takes a no, and any other word, as a no", async () => {
    const { answer, port, path } = await openQuestion();
    const { body } = await ask(port, path);
    const secret = /name="answer" value="([^"]+)"/.exec(body)?.[1] ?? "";
    await decide(port, secret, "maybe");
    expect(await answer).toBe(false);
  });

  test("cannot be answered by the wizard's page or another site", async () => {
    const { port, path } = await openQuestion();
    expect((await ask(port, path, { headers: { "sec-fetch-site": "same-site" } })).status).toBe(
      403,
    );
    const { body } = await ask(port, path);
    const secret = /name="answer" value="([^"]+)"/.exec(body)?.[1] ?? "";
    const turned = await decide(port, secret, "yes", { origin: "http://127.0.0.1:1" });
    expect(turned.status).toBe(403);
    expect((await decide(port, "guessed", "yes")).status).toBe(410);
  });

  test("goes away when the question has become moot", async () => {
    const stop = new AbortController();
    const { answer, port, path } = await openQuestion(stop.signal);
    stop.abort();
    expect(await answer).toBe(false);
    expect((await ask(port, path)).status).toBe(410);
  });
});
