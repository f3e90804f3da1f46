import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { Plugin, Rolldown } from "vite";
import { paths } from "./paths.ts";

/** What stands in the built page where whoever serves it puts a nonce of each answer. */
export const NONCE_MARK = "HOMEPORT-NONCE";

/** Inter's Latin letters. */
const FIRST_FONT = /\/inter-latin-wght-normal-[^/]*\.woff2$/;

/** The script that asks for the first answers; its chunk takes its name. */
const FIRST_SCRIPT = "beginning";

/** What a build of the page came to. */
export interface RendererBuild {
  readonly files: number;
  /** Script that is loaded before the first screen, in bytes after gzip. */
  readonly initialBytes: number;
}

/**
 * Bundles `renderer/` into `out/renderer/`: `index.html` and hashed files under `assets/`. Every script
 * and style of the page carries `nonce="HOMEPORT-NONCE"`, and so does `<meta property="csp-nonce">`,
 * from which the page takes the nonce for styles that Mantine makes at run time.
 */
export async function buildRenderer(): Promise<RendererBuild> {
  // Under a test runner it says "test", and React would be bundled with its development half.
  process.env["NODE_ENV"] = "production";
  const result = await build({
    root: paths.renderer,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [react(), preloadFont(), runFirst()],
    html: { cspNonce: NONCE_MARK },
    build: {
      outDir: paths.rendererOut,
      emptyOutDir: true,
      target: "es2024",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          codeSplitting: { groups: [{ name: FIRST_SCRIPT, test: /\/renderer\/beginning\.ts$/ }] },
        },
      },
      // The limit that holds is that of initialBytes.
      chunkSizeWarningLimit: 1000,
    },
  });
  if (!("output" in result)) throw new Error("Vite gave more than one bundle");
  return { files: result.output.length, initialBytes: initialBytes(result.output) };
}

/**
 * The letters of the first screen come beside its script: else the page is laid out twice, first in a font
 * of the system that has to be looked for, and its text jumps.
 */
function preloadFont(): Plugin {
  return {
    name: "preload-font",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => FIRST_FONT.test(file))
          .map((file) => ({
            tag: "link",
            attrs: {
              rel: "preload",
              as: "font",
              type: "font/woff2",
              crossorigin: "",
              href: `/${file}`,
            },
            injectTo: "head",
          })),
    },
  };
}

/** The engine is asked by a script of a few kB that waits for no other; the page's imports the very same one. */
function runFirst(): Plugin {
  return {
    name: "run-first",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) =>
        Object.values(bundle)
          .filter((file) => file.type === "chunk" && file.name === FIRST_SCRIPT)
          .map(({ fileName }) => ({
            tag: "script",
            attrs: {
              type: "module",
              async: true,
              fetchpriority: "high",
              crossorigin: "",
              src: `/${fileName}`,
            },
            injectTo: "head-prepend",
          })),
    },
  };
}

function initialBytes(output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): number {
  const chunks = output.filter((each) => each.type === "chunk");
  const first = new Set(chunks.filter((each) => each.isEntry));
  // A set grows while it is gone through: what a first chunk imports is first, too.
  for (const chunk of first)
    for (const each of chunks) if (chunk.imports.includes(each.fileName)) first.add(each);
  return [...first].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}
