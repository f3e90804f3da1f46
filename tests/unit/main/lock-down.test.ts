import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";

type Answer = (verdict: boolean) => void;
const given = vi.hoisted(() => ({
  request: null as ((contents: object, permission: string, answer: Answer) => void) | null,
  check: null as ((contents: object | null, permission: string) => boolean) | null,
  device: null as ((details: object) => boolean) | null,
  before: null as
    ((details: { url: string }, answer: (verdict: { cancel: boolean }) => void) => void) | null,
  created: null as ((event: object, contents: object) => void) | null,
}));
vi.mock("electron", () => ({
  protocol: {},
  app: { on: (_name: string, listener: typeof given.created) => (given.created = listener) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: typeof given.request) => (given.request = handler),
      setPermissionCheckHandler: (handler: typeof given.check) => (given.check = handler),
      setDevicePermissionHandler: (handler: typeof given.device) => (given.device = handler),
      webRequest: { onBeforeRequest: (handler: typeof given.before) => (given.before = handler) },
    },
  },
}));

const { lockDown } = await import("../../../electron/main/lock-down.ts");
lockDown();

test("every permission is denied: asked for, looked up, and for devices", () => {
  const asked: boolean[] = [];
  for (const permission of [
    "notifications",
    "media",
    "geolocation",
    "clipboard-read",
    "openExternal",
  ]) {
    given.request?.({}, permission, (verdict) => asked.push(verdict));
    expect(given.check?.(null, permission)).toBe(false);
  }
  expect(asked).toEqual([false, false, false, false, false]);
  expect(given.device?.({ deviceType: "usb" })).toBe(false);
});

test("no page opens a window, holds a webview or leaves our address", () => {
  const contents = new EventEmitter();
  let opens: (() => { action: string }) | null = null;
  const shown = Object.assign(contents, {
    setWindowOpenHandler: (handler: typeof opens) => (opens = handler),
  });
  given.created?.({}, shown);
  expect((opens as unknown as () => object)()).toEqual({ action: "deny" });
  const isPrevented = (name: string, url: string): boolean => {
    const event = { url, preventDefault: vi.fn<() => void>() };
    shown.emit(name, event);
    return event.preventDefault.mock.calls.length > 0;
  };
  expect(isPrevented("will-attach-webview", "app://homeport/")).toBe(true);
  for (const name of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
    expect([name, isPrevented(name, "https://evil.example/")]).toEqual([name, true]);
    expect([name, isPrevented(name, "app://homeport/")]).toEqual([name, false]);
  }
});

test.each([
  ["app://homeport/", false],
  ["app://homeport/assets/page.js", false],
  ["blob:app://homeport/6f0c", false],
  ["https://evil.example/", true],
  ["http://127.0.0.1:8448/", true],
  ["app://other/", true],
  ["app://user@homeport/", true],
  ["blob:https://evil.example/6f0c", true],
  ["file:///etc/passwd", true],
  ["data:text/html,planted", true],
  ["ws://homeport/", true],
])("a request for %s is cancelled: %s", (url, isCancelled) => {
  const verdicts: boolean[] = [];
  given.before?.({ url }, ({ cancel }) => verdicts.push(cancel));
  expect(verdicts).toEqual([isCancelled]);
});
