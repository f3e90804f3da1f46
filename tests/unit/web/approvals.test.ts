import { describe, expect, test } from "vitest";
import { createVoice } from "../../../electron/web/say.ts";
import { ask, decide, openQuestion } from "./local-doors.ts";
import { wanted } from "./wanted.ts";

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

  test("says in which language it speaks, and which way that is written", async () => {
    const english = await openQuestion();
    expect((await ask(english.port, english.path)).body).toContain('<html lang="en" dir="ltr">');
    const voice = { ...createVoice("en"), language: "ar", dir: "rtl" } as const;
    const other = await openQuestion(new AbortController().signal, voice);
    expect((await ask(other.port, other.path)).body).toContain('<html lang="ar" dir="rtl">');
  });
});
