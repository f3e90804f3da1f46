import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import packageJson from "../package.json" with { type: "json" };
import { paths } from "./paths.ts";

/**
 * Bundles what Electron runs into `out/app/`: `main.cjs`, `preload.cjs` (one file, as the sandbox wants
 * it), the built page under `page/` and a package.json that names them. This folder is what is packaged.
 */
export async function buildDesktop(): Promise<void> {
  await rm(paths.desktopOut, { recursive: true, force: true });
  await mkdir(paths.desktopOut, { recursive: true });
  await bundle("electron/main/main.ts", "main");
  await bundle("electron/preload/preload.ts", "preload");
  await cp(paths.rendererOut, join(paths.desktopOut, "page"), { recursive: true });
  const { version, description, license } = packageJson;
  const shipped = { name: "homeport", productName: "Homeport", version, description, license };
  const author = "The Homeport authors";
  const text = JSON.stringify({ ...shipped, author, main: "main.cjs" }, null, 2);
  await writeFile(join(paths.desktopOut, "package.json"), `${text}\n`);
  await cp(join(paths.root, "LICENSE"), join(paths.desktopOut, "LICENSE"));
}

/** CommonJS: ssh2 asks for `__dirname` when it loads, and a sandboxed preload knows no ESM. */
async function bundle(entry: string, name: string): Promise<void> {
  const isPreload = name === "preload";
  await build({
    root: paths.root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, external: ["electron"], target: "node" },
    build: {
      ssr: join(paths.root, entry),
      outDir: paths.desktopOut,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "node24",
      minify: false,
      rolldownOptions: {
        external: [/\.node$/, "cpu-features", "electron"],
        output: {
          format: "cjs",
          entryFileNames: `${name}.cjs`,
          chunkFileNames: `${name}-[name]-[hash].cjs`,
          ...(isPreload ? { codeSplitting: false } : {}),
        },
      },
    },
  });
}
