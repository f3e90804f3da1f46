import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import type { Rolldown } from "vite";
import { paths } from "./paths.ts";

/** Chunks of an earlier build stay this long (ms): a process that runs may still load them. */
const KEEP_OLD_CHUNKS_MS = 15 * 60 * 1000;

/**
 * Bundles `electron/cli/main.ts` into CommonJS files in `out/cli/` and returns their number.
 *
 * The bundle is CommonJS because ssh2 asks for `__dirname` when it loads. All chunks carry a hash of
 * their content and `homeport.cjs`, which names the first of them, is moved into place last: a build
 * beside running processes never shows them half of it.
 */
export async function buildCommandLine(): Promise<number> {
  const chunks = await bundle();
  const entry = chunks.find((chunk) => chunk.type === "chunk" && chunk.isEntry);
  if (entry === undefined) throw new Error("The bundle of electron/cli/main.ts has no entry");
  await mkdir(paths.commandLineOut, { recursive: true });
  for (const chunk of chunks) await place(chunk.fileName, contentOf(chunk));
  await place("homeport.cjs", starter(entry.fileName));
  await rm(join(paths.commandLineOut, "cache"), { recursive: true, force: true });
  await removeOldChunks(new Set([...chunks.map((chunk) => chunk.fileName), "homeport.cjs"]));
  return chunks.length + 1;
}

async function bundle(): Promise<readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]> {
  const result = await build({
    root: paths.root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, target: "node" },
    build: {
      write: false,
      ssr: join(paths.root, "electron/cli/main.ts"),
      target: "node24",
      minify: false,
      rolldownOptions: {
        // ssh2 works without its native parts; they are never built (package.json, allowScripts).
        external: [/\.node$/, "cpu-features"],
        output: {
          format: "cjs",
          entryFileNames: "main-[hash].cjs",
          chunkFileNames: "[name]-[hash].cjs",
        },
      },
    },
  });
  if (!("output" in result)) throw new Error("Vite gave more than one bundle");
  return result.output;
}

/**
 * The file that is started. A Node that is too old hands over to `electron/cli/homeport`, which finds
 * the one that `npm ci` brought; a terminal sends Ctrl-C to both, so it is passed on only without one.
 * The cache of compiled code lies beside it and not in the system's temporary folder, where another
 * user of the machine could prepare code for us to run.
 */
function starter(entryFile: string): string {
  return [
    '"use strict";',
    'if (Number(process.versions.node.split(".")[0]) < 24) {',
    '  const script = require("node:path").join(__dirname, "../../electron/cli/homeport");',
    '  const { spawn } = require("node:child_process");',
    '  const child = spawn(script, process.argv.slice(2), { stdio: "inherit" });',
    "  const pass = (signal) => process.stdin.isTTY || child.kill(signal);",
    '  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, pass);',
    '  child.on("exit", (code) => process.exit(code ?? 130));',
    '  child.on("error", () => {',
    '    console.error("homeport: needs Node 24 or newer, from https://nodejs.org.");',
    "    process.exit(69);",
    "  });",
    "  return;",
    "}",
    'require("node:module").enableCompileCache(require("node:path").join(__dirname, "cache"));',
    `require(${JSON.stringify(`./${entryFile}`)});`,
    "",
  ].join("\n");
}

function contentOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset): string | Uint8Array {
  return file.type === "chunk" ? file.code : file.source;
}

async function place(name: string, content: string | Uint8Array): Promise<void> {
  const target = join(paths.commandLineOut, name);
  const temporary = `${target}.${process.pid}.new`;
  await writeFile(temporary, content);
  await rename(temporary, target);
}

async function removeOldChunks(current: ReadonlySet<string>): Promise<void> {
  const names = await readdir(paths.commandLineOut);
  for (const name of names.filter((each) => each.includes(".cjs") && !current.has(each))) {
    const file = join(paths.commandLineOut, name);
    const age =
      Date.now() -
      (await stat(file).then(
        (found) => found.mtimeMs,
        () => Date.now(),
      ));
    if (age > KEEP_OLD_CHUNKS_MS) await rm(file, { force: true });
  }
}
