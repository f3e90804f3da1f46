import { describe, expect, test, vi } from "vitest";

vi.mock("electron", () => ({ protocol: {}, ipcMain: {} }));

const { isOurSender, tellWindows } = await import("../../../electron/main/ipc.ts");

/** A window's contents with a main frame at an address. */
function contentsAt(url: string, isGone = false) {
  const sent: unknown[] = [];
  return {
    mainFrame: { url },
    isDestroyed: () => isGone,
    send: (_channel: string, event: unknown) => void sent.push(event),
    sent,
  };
}

describe("the sender of a call", () => {
  test("is good as the main frame of our window on our page", () => {
    const own = contentsAt("app://homeport/");
    expect(isOurSender(own.mainFrame, [own])).toBe(true);
  });

  test("is turned away as a frame inside the page, even at our own address", () => {
    const own = contentsAt("app://homeport/");
    expect(isOurSender({ url: "app://homeport/" }, [own])).toBe(false);
  });

  test("is turned away when our window shows another page", () => {
    const led = contentsAt("https://evil.example/");
    expect(isOurSender(led.mainFrame, [led])).toBe(false);
    const similar = contentsAt("app://homeport.evil.example/");
    expect(isOurSender(similar.mainFrame, [similar])).toBe(false);
  });

  test("is turned away when it is gone, or no window is ours", () => {
    const gone = contentsAt("app://homeport/", true);
    expect(isOurSender(gone.mainFrame, [gone])).toBe(false);
    expect(isOurSender(null, [contentsAt("app://homeport/")])).toBe(false);
    expect(isOurSender({ url: "app://homeport/" }, [])).toBe(false);
  });
});

test("events go to windows that are there", () => {
  const [here, gone] = [contentsAt("app://homeport/"), contentsAt("app://homeport/", true)];
  tellWindows([here, gone], { event: "observed", name: "one.example", asked: "1", count: 1 });
  expect(here.sent).toEqual([{ event: "observed", name: "one.example", asked: "1", count: 1 }]);
  expect(gone.sent).toEqual([]);
});
