import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { COMMON_HEADERS, newNonce, NO_PAGE_POLICY, pagePolicy } from "./page-headers.ts";

/** The built page in memory: what is not in it cannot be asked for. */
export type Assets = ReadonlyMap<string, Asset>;

/** One file of the page. */
export interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** An answer to a request for a file of the page. */
export interface AssetAnswer {
  readonly status: 200 | 404;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What the build wrote where a nonce belongs (`build/build-renderer.ts`). */
const NONCE_MARK = "HOMEPORT-NONCE";

/** Nothing but the page itself is ever shown as one. */
const NO_PAGE = { ...COMMON_HEADERS, "content-security-policy": NO_PAGE_POLICY };

const TYPES: { readonly [ending: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Reads the built page once. Files of other kinds are left out. Empty where nothing was built. */
export async function loadAssets(folder: string): Promise<Assets> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = found.filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined);
  const read = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const type = TYPES[extname(path)] ?? "";
      const name = `/${relative(folder, path).split(sep).join("/")}`;
      return [name, { type, body: new Uint8Array(await readFile(path)) }] as const;
    }),
  );
  return new Map(read);
}

/**
 * Answers a path by the list alone: it is compared as it stands, never decoded, never joined to a
 * folder. `/` is the page itself, with a fresh nonce.
 */
export function answerAsset(assets: Assets, path: string): AssetAnswer {
  const name = path === "/" ? "/index.html" : path;
  const asset = assets.get(name);
  if (asset === undefined) {
    const headers = { ...NO_PAGE, "content-type": "text/plain" };
    return { status: 404, headers, body: "" };
  }
  const headers = { ...NO_PAGE, "content-type": asset.type };
  if (!name.endsWith(".html")) return { status: 200, headers, body: asset.body };
  const nonce = newNonce();
  const body = new TextDecoder().decode(asset.body).replaceAll(NONCE_MARK, nonce);
  return {
    status: 200,
    headers: { ...headers, "content-security-policy": pagePolicy(nonce) },
    body,
  };
}
