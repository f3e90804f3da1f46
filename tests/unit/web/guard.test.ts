import { describe, expect, test } from "vitest";
import { bearerOf, judgeRequest, type Asked } from "../../../electron/web/guard.ts";

const PORT = 4711;
const OWN = `127.0.0.1:${PORT}`;

/** A request as the wizard's own page makes it. */
const call: Asked = {
  method: "POST",
  host: OWN,
  origin: `http://${OWN}`,
  site: "same-origin",
  mode: "cors",
};

/** The page as a person opens it. */
const opened: Asked = {
  method: "GET",
  host: OWN,
  origin: undefined,
  site: "none",
  mode: "navigate",
};

describe("the guard of the local page", () => {
  test("lets the page's own calls and the opened address pass", () => {
    expect(judgeRequest(call, PORT)).toBeNull();
    expect(judgeRequest(opened, PORT)).toBeNull();
  });

  test.each([
    ["another name that points here", "rebound.example:4711"],
    ["localhost", "localhost:4711"],
    ["another port", "127.0.0.1:4712"],
    ["no port", "127.0.0.1"],
    ["no Host at all", undefined],
    ["IPv6 loopback", "[::1]:4711"],
    ["our address as a beginning", "127.0.0.1:4711.evil.example"],
  ])("turns away a Host that is %s", (_what, host) => {
    expect(judgeRequest({ ...call, host }, PORT)).toBe("host");
  });

  test.each([
    ["another site", "https://evil.example"],
    ["another port of loopback", "http://127.0.0.1:4712"],
    ["an opaque origin", "null"],
    ["https", `https://${OWN}`],
    ["none where something is sent", undefined],
  ])("turns away an Origin that is %s", (_what, origin) => {
    expect(judgeRequest({ ...call, origin }, PORT)).toBe("origin");
  });

  test.each(["cross-site", "same-site", "none"])("turns away a call that is %s", (site) => {
    expect(judgeRequest({ ...call, site }, PORT)).toBe("site");
  });

  test("turns away what was not opened by hand", () => {
    expect(judgeRequest({ ...opened, site: "cross-site" }, PORT)).toBe("site");
    expect(judgeRequest({ ...opened, site: "same-site" }, PORT)).toBe("site");
    expect(judgeRequest({ ...opened, mode: "no-cors" }, PORT)).toBe("site");
  });

  test.each(["PUT", "DELETE", "OPTIONS", "PATCH"])("knows no %s", (method) => {
    expect(judgeRequest({ ...call, method }, PORT)).toBe("method");
  });

  test("reads a bearer token of our form alone", () => {
    const token = "a".repeat(43);
    expect(bearerOf(`Bearer ${token}`)).toBe(token);
    for (const header of [undefined, "", token, `Basic ${token}`, `Bearer ${token}x`, "Bearer "]) {
      expect(bearerOf(header)).toBeNull();
    }
  });
});
