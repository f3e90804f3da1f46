import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOverDouble, until, type Started } from "./double/start.ts";
import { english } from "../../shared/words/words.ts";
import { CHROMIUM } from "../browser/chromium.ts";
import { call } from "./journey.ts";
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

  test("cancels whatever the page asks of any other address", async () => {
    const { page } = started.double.windows[0]?.contents ?? {};
    if (page === undefined) throw new Error("there is no window");
    // The policy of the page would stop these requests before: here it is the lock behind it that is tried.
    const chromium = await page.context().newCDPSession(page);
    await chromium.send("Page.setBypassCSP", { enabled: true });
    await page.reload();
    const elsewhere = "https://elsewhere.example/planted";
    const asked = await page.evaluate(`(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(`${elsewhere}.png`)};
      await new Promise((resolve) => { image.onerror = image.onload = resolve; });
      const ended = (path) => fetch(path).then((answer) => answer.status, () => "none");
      return [await ended("/index.html"), await ended(${JSON.stringify(elsewhere)})];
    })()`);
    expect(asked).toEqual([200, "none"]);
    const planted = started.double.requests.filter(({ url }) => url.startsWith(elsewhere));
    expect(planted.map(({ url }) => url).toSorted()).toEqual([elsewhere, `${elsewhere}.png`]);
    expect(planted.every(({ cancelled }) => cancelled)).toBe(true);
    await chromium.send("Page.setBypassCSP", { enabled: false });
    await page.reload();
  });

  test("opens an address outside by its id, in the person's own browser", async () => {
    const { page } = started.double.windows[0]?.contents ?? {};
    if (page === undefined) throw new Error("there is no window");
    expect(await call(page, "link.open", { link: "matrix-specification" })).toMatchObject({
      value: { opened: true },
    });
    expect(started.double.opened).toEqual(["https://spec.matrix.org/latest/server-server-api/"]);
  });

  test("gives the page a scheme with an origin of its own, and no more", () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
    expect(started.double.schemes).toEqual([{ scheme: "app", privileges }]);
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
