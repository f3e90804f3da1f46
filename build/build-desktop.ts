import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import packageJson from "../package.json" with { type: "json" };
import { paths } from "./paths.ts";

/**
 * Bundles what Electron runs into `out/app/`: `main.cjs`, `preload.cjs` (one file, as the sandbox wants
 * it), the built page under `page/` and a package.json that names them. This folder is what is packaged.
 */
export async function buildDesktop(): Promise<void> {
  // Made beside and moved into place: whoever runs or packages the old one never sees half of it.
  const fresh = `${paths.desktopOut}.${process.pid}.new`;
  await mkdir(fresh, { recursive: true });
  await bundle("electron/main/main.ts", "main", fresh);
  await bundle("electron/preload/preload.ts", "preload", fresh);
  await cp(paths.rendererOut, join(fresh, "page"), { recursive: true });
  const { version, description, license } = packageJson;
  const shipped = { name: "homeport", productName: "Homeport", version, description, license };
  const author = "The Homeport authors";
  const text = JSON.stringify({ ...shipped, author, main: "main.cjs" }, null, 2);
  await writeFile(join(fresh, "package.json"), `${text}\n`);
  await cp(join(paths.root, "LICENSE"), join(fresh, "LICENSE"));
  await rm(paths.desktopOut, { recursive: true, force: true });
  await rename(fresh, paths.desktopOut);
}

/** CommonJS: ssh2 asks for `__dirname` when it loads, and a sandboxed preload knows no ESM. */
async function bundle(entry: string, name: string, folder: string): Promise<void> {
  await build({
    root: paths.root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, external: ["electron"], target: "node" },
    build: {
      ssr: join(paths.root, entry),
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "node24",
      minify: false,
      rolldownOptions: {
        external: [/\.node$/, "cpu-features", "electron"],
        output: {
          format: "cjs",
          entryFileNames: `${name}.cjs`,
          codeSplitting: false,
        },
      },
    },
  });
}
