import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOverDouble, until, type Started } from "./double/start.ts";
import { english } from "../../shared/words/words.ts";
import { CHROMIUM } from "../browser/chromium.ts";
import { desktopSuite } from "./suite.ts";

describe.skipIf(CHROMIUM === null)("the desktop over the double", () => {
  let started: Started;
  beforeAll(async () => {
    started = await startOverDouble();
  }, 60_000);
  afterAll(() => started?.close());

  desktopSuite(() => {
    const window = started.double.windows[0];
    if (window === undefined) throw new Error("there is no window");
    return {
      page: window.contents.page,
      secrets: "memory",
      answerBox: async (button) => {
        const before = started.double.boxes.length;
        await until(() => started.double.boxes.length > before);
        const box = started.double.boxes[before];
        if (box === undefined) throw new Error("no box was shown");
        box.answer(box.buttons.indexOf(button));
        return box;
      },
    };
  });

  test("gives the page neither Node nor more than two doors", async () => {
    const { webPreferences } = started.double.options[0] ?? { webPreferences: {} };
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(started.double.isSandboxed).toBe(true);
    expect(Object.keys(webPreferences)).not.toContain("webSecurity");
  });

  test("asks for nothing but its own page", () => {
    const gone = started.double.requests.filter(({ cancelled }) => !cancelled);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every(({ url }) => url.startsWith("app://homeport/"))).toBe(true);
  });

  test("turns away calls of forged frames", async () => {
    const own = started.double.windows[0]?.contents.mainFrame ?? null;
    const turned = { ok: false, problem: { code: "request-bad" } };
    const forged = [null, { url: "app://homeport/" }, { url: "https://evil.example/" }];
    for (const frame of forged) {
      expect(await started.double.callFrom(frame, "wizard.state", {})).toMatchObject(turned);
    }
    expect(await started.double.callFrom(own, "wizard.state", {})).toMatchObject({ ok: true });
  });

  test("uses only APIs that the double knows", () => {
    console.log(`Electron APIs in use: ${[...started.double.used].toSorted().join(", ")}`);
    expect(started.double.used.size).toBeGreaterThan(10);
  });
});

describe.skipIf(CHROMIUM === null)("the desktop that cannot start", () => {
  test("says why in a box of the system and ends", async () => {
    const started = await startOverDouble((folder) => {
      const file = join(folder, "state");
      writeFileSync(file, "no folder");
      return file;
    });
    const { errors, exitCode, windows } = started.double;
    await started.close();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(english.problems["state-unusable"].title);
    expect([exitCode, windows.length]).toEqual([1, 0]);
  }, 60_000);
});
