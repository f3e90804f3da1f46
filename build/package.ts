/**
 * `npm run package`: packages `out/app` with electron-builder for the system it runs on. `--dir` makes
 * the unpacked folder alone. `HOMEPORT_ELECTRON_DIST` names a folder with an unpacked Electron instead of
 * fetching one. `HOMEPORT_E2E=1`: the flavour that Playwright can drive.
 */
import { build, Platform } from "electron-builder";
import { configuration } from "./electron-builder.ts";
import { paths } from "./paths.ts";

const dist = process.env["HOMEPORT_ELECTRON_DIST"] ?? null;
const targets = Platform.current().createTarget(process.argv.includes("--dir") ? "dir" : null);
const made = await build({
  projectDir: paths.root,
  targets,
  publish: "never",
  config: configuration(process.env["HOMEPORT_E2E"] === "1", dist),
});
for (const artefact of made) console.log(artefact);
