import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findElectron, type Surroundings } from "../../../build/find-electron.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-electron-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A desktop of Linux, with Electron's program unless it is left out. */
function desktop(changes: Partial<Surroundings> = {}, hasProgram = true): Surroundings {
  if (hasProgram) {
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "electron"), "");
    writeFileSync(join(folder, "path.txt"), "electron");
  }
  return { platform: "linux", isRoot: false, environment: { DISPLAY: ":0" }, folder, ...changes };
}

describe("Electron's program", () => {
  test("is found where npm's package has fetched it", () => {
    const program = join(folder, "dist", "electron");
    expect(findElectron(desktop())).toEqual({ kind: "found", program });
  });

  test("is missed where it was never fetched", () => {
    expect(findElectron(desktop({}, false))).toEqual({ kind: "cannot", why: "no-program" });
  });

  test("does not run as root, for it would run without its sandbox", () => {
    expect(findElectron(desktop({ isRoot: true }))).toEqual({ kind: "cannot", why: "as-root" });
  });

  test("needs a screen on Linux, of either kind", () => {
    const none = { DISPLAY: "" };
    expect(findElectron(desktop({ environment: none }))).toEqual({
      kind: "cannot",
      why: "no-display",
    });
    const wayland = { ...desktop({}, false), environment: { WAYLAND_DISPLAY: "wayland-0" } };
    expect(findElectron(wayland).kind).toBe("found");
  });

  test("is taken from where the environment says", () => {
    const other = join(folder, "other");
    mkdirSync(other);
    writeFileSync(join(other, "electron"), "");
    const environment = { DISPLAY: ":0", ELECTRON_OVERRIDE_DIST_PATH: other };
    expect(findElectron(desktop({ environment }))).toEqual({
      kind: "found",
      program: join(other, "electron"),
    });
  });
});
