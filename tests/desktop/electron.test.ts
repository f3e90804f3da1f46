import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findElectron, surroundingsHere } from "../../build/find-electron.ts";
import { paths } from "../../build/paths.ts";
import { english } from "../../shared/words/words.ts";
import { desktopSuite, type Box } from "./suite.ts";

const found = findElectron(surroundingsHere());
if (found.kind === "cannot") {
  console.warn(`The suite over Electron itself is skipped: ${english.start[found.why]}`);
}

/** The same suite over Electron, wherever its program can run (the public CI). */
describe.skipIf(found.kind === "cannot")("the desktop in Electron", () => {
  let app: ElectronApplication;
  let page: Page;
  let state: string;
  beforeAll(async () => {
    state = mkdtempSync(join(tmpdir(), "homeport-electron-"));
    app = await _electron.launch({
      executablePath: found.kind === "found" ? found.program : "",
      // No dialog of a real keychain may come up where nobody can press it.
      args: [paths.desktopOut, "--password-store=basic", "--use-mock-keychain"],
      env: { ...process.env, HOMEPORT_STATE: state },
    });
    page = await app.firstWindow();
  }, 60_000);
  afterAll(async () => {
    await app.close();
    rmSync(state, { recursive: true, force: true });
  });

  desktopSuite(() => ({
    page,
    // On Linux the plain-text store is no keychain; the other two systems have one that is.
    secrets: process.platform === "linux" ? "memory" : "keychain",
    // A native dialog cannot be pressed by a test: the button is chosen for it beforehand.
    answerBox: (button) =>
      app.evaluate(
        ({ dialog }, wanted) =>
          new Promise<Box>((resolve) => {
            Reflect.set(
              dialog,
              "showMessageBox",
              (
                ...given: readonly {
                  readonly buttons: readonly string[];
                  readonly message: string;
                  readonly detail: string;
                }[]
              ) => {
                const options = given.at(-1);
                const { buttons = [], message = "", detail = "" } = options ?? {};
                resolve({ message, detail });
                return Promise.resolve({
                  response: buttons.indexOf(wanted),
                  checkboxChecked: false,
                });
              },
            );
          }),
        button,
      ),
  }));

  test("has a window", () => {
    expect(app.windows()).toHaveLength(1);
  });
});
