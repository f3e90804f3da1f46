import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configuration, fuses } from "../../build/electron-builder.ts";
import { paths } from "../../build/paths.ts";
import { openArchive } from "./asar.ts";

/** What stands before the fuses in every binary of Electron, and which version of them follows. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001";

/**
 * A folder that stands where Electron's own files would be; no binary of Electron can be had here. Its fuses
 * stand each the other way round: what the package has is what was decided.
 */
function layStandIn(folder: string): void {
  mkdirSync(join(folder, "locales"), { recursive: true });
  mkdirSync(join(folder, "resources"));
  const wire = Object.values(fuses(false)).map((isOn) => (isOn ? "0" : "1"));
  const fuseWire = `${SENTINEL}${String.fromCharCode(wire.length)}${wire.join("")}`;
  writeFileSync(join(folder, "electron"), `#!/bin/sh\nexit 0\n# ${fuseWire}\n`);
  chmodSync(join(folder, "electron"), 0o755);
  for (const name of ["LICENSE", "LICENSES.chromium.html", "locales/en-US.pak", "version"]) {
    writeFileSync(join(folder, name), "");
  }
}

describe.skipIf(process.platform !== "linux")("the package", () => {
  const archive = join(paths.out, "package/linux-unpacked/resources/app.asar");
  let dist: string;
  beforeAll(() => {
    dist = mkdtempSync(join(tmpdir(), "homeport-dist-"));
    layStandIn(dist);
    execFileSync(process.execPath, [join(paths.root, "build/package.ts"), "--dir"], {
      env: { ...process.env, HOMEPORT_ELECTRON_DIST: dist },
      stdio: "pipe",
    });
  }, 90_000);
  afterAll(() => rmSync(dist, { recursive: true, force: true }));

  test("holds the bundles, the page, the licence, and no package of npm", () => {
    const { files } = openArchive(archive);
    expect(files).toEqual(
      expect.arrayContaining(["/main.cjs", "/preload.cjs", "/page/index.html", "/LICENSE"]),
    );
    expect(files.filter((file) => /node_modules|\.ts$|\.map$/.test(file))).toEqual([]);
    expect(files.some((file) => file.startsWith("/page/assets/"))).toBe(true);
  });

  test("starts with main.cjs, of this version", () => {
    const shipped = JSON.parse(openArchive(archive).read("/package.json").toString()) as object;
    const own = JSON.parse(readFileSync(join(paths.root, "package.json"), "utf8")) as {
      version: string;
    };
    expect(shipped).toMatchObject({ name: "homeport", main: "main.cjs", version: own.version });
  });

  test("brings files from the build unchanged", () => {
    for (const name of ["main.cjs", "preload.cjs"]) {
      expect(
        openArchive(archive)
          .read(`/${name}`)
          .equals(readFileSync(join(paths.desktopOut, name))),
      ).toBe(true);
    }
  });

  test("has its fuses as decided, as Electron's own tool reads them", () => {
    const executable = join(paths.out, "package/linux-unpacked/homeport");
    const tool = join(paths.root, "node_modules/@electron/fuses/dist/bin.js");
    const said = execFileSync(process.execPath, [tool, "read", "--app", executable], {
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    const read = [...said.matchAll(/(\w+) is (Enabled|Disabled)/g)].map(([, name = "", state]) => [
      `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
      state === "Enabled",
    ]);
    expect(Object.fromEntries(read)).toEqual(fuses(false));
  });

  test("is an executable of its own name", () => {
    expect(existsSync(join(paths.out, "package/linux-unpacked/homeport"))).toBe(true);
  });
});

test("every fuse is decided, and only the flavour for tests lets an inspector in", () => {
  expect(fuses(false)).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(fuses(true)).toEqual({ ...fuses(false), enableNodeCliInspectArguments: true });
});

test("there is an icon of a size that every system can be served from", () => {
  const { directories } = configuration(false, null);
  const png = readFileSync(join(paths.root, directories?.buildResources ?? "", "icon.png"));
  // Width and height stand in the header's first chunk (RFC 2083, 11.2.2); macOS wants 512 or more.
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
});

test("nothing is published and nothing rebuilt", () => {
  expect(configuration(false, null)).toMatchObject({
    publish: null,
    npmRebuild: false,
    asar: true,
  });
});
