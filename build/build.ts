/**
 * Builds what runs into `out/`: the command line as `out/cli/homeport.cjs`, the wizard's page as
 * `out/renderer/`, and the desktop application as `out/app/`.
 *
 * `npm ci` runs this at its end (the `prepare` script); it takes a few seconds. Packages that are
 * loaded on demand (`await import(...)`) become chunks of their own, so that a command which needs
 * no network starts at once.
 */
import { buildCommandLine } from "./build-command-line.ts";
import { buildDesktop } from "./build-desktop.ts";
import { buildRenderer } from "./build-renderer.ts";
import { warmCache } from "./warm-cache.ts";

const started = performance.now();
const files = await buildCommandLine();
const page = await buildRenderer();
await buildDesktop();
await warmCache();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const kilobytes = (page.initialBytes / 1000).toFixed(0);
console.log(
  `Built out/cli (${files} files), out/renderer (${page.files} files, ${kilobytes} kB of script before the first screen, gzip) and out/app in ${seconds} s`,
);
