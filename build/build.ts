/**
 * Builds what runs into `out/`: the command line as `out/cli/homeport.cjs`.
 *
 * `npm ci` runs this at its end (the `prepare` script); it takes about a second. Packages that are
 * loaded on demand (`await import(...)`) become chunks of their own, so that a command which needs
 * no network starts at once.
 */
import { buildCommandLine } from "./build-command-line.ts";

const started = performance.now();
const files = await buildCommandLine();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`Built out/cli/homeport.cjs: ${files} files in ${seconds} s`);
