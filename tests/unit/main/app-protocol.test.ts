import { describe, expect, test, vi } from "vitest";

vi.mock("electron", () => ({ protocol: {}, session: {}, app: {}, ipcMain: {} }));

const { answerRequest, isOurAddress } = await import("../../../electron/main/app-protocol.ts");
const { mayBeAsked } = await import("../../../electron/main/lock-down.ts");

const assets = new Map([
  ["/index.html", { type: "text/html", body: new TextEncoder().encode("<p>page</p>") }],
  ["/assets/a.js", { type: "text/javascript", body: new TextEncoder().encode("one()") }],
]);

describe("app://homeport/", () => {
  test.each(["app://homeport/", "app://homeport/index.html", "app://homeport/assets/a.js"])(
    "answers %s",
    (url) => {
      expect(answerRequest(assets, "GET", url).status).toBe(200);
    },
  );

  test.each([
    "app://homeport/../../../etc/passwd",
    "app://homeport/%2e%2e/%2e%2e/etc/passwd",
    "app://homeport/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "app://homeport/assets/%61.js",
    "app://homeport//etc/passwd",
    "app://homeport/assets/a.js%00.html",
    "app://other/index.html",
    "app://homeport.evil.example/index.html",
    "app://user@homeport/index.html",
    "file:///etc/passwd",
    "https://homeport/index.html",
    "not an address",
  ])("does not answer %s", async (url) => {
    const answer = answerRequest(assets, "GET", url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("");
  });

  test("answers no other method", () => {
    expect(answerRequest(assets, "POST", "app://homeport/").status).toBe(404);
  });

  test("is the only address that a page may ask for", () => {
    expect(mayBeAsked("app://homeport/assets/a.js")).toBe(true);
    expect(mayBeAsked("blob:app://homeport/5b0e")).toBe(true);
    for (const url of [
      "https://example.com/",
      "app://other/",
      "blob:https://example.com/1",
      "file:///etc/passwd",
      "ws://127.0.0.1/",
      "data:text/html,x",
    ]) {
      expect(mayBeAsked(url)).toBe(false);
    }
  });

  test("is told apart from what only looks like it", () => {
    expect(isOurAddress("app://homeport/#/plan")).toBe(true);
    for (const url of [
      "app://homeport.evil/",
      "apps://homeport/",
      "app:homeport",
      "about:blank",
      "",
    ]) {
      expect(isOurAddress(url)).toBe(false);
    }
  });
});
