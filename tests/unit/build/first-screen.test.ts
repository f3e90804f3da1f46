import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";

/** What only a login, an order or the practice world needs. */
const LATER =
  /^\/\/ (?:node_modules\/(?:ssh2|acme-client|@peculiar\/x509)\/|electron\/practice\/world\.ts)/m;

function read(file: string): string {
  return readFileSync(join(paths.commandLineOut, file), "utf8");
}

/** The one file that another names by the beginning of its name. */
function named(file: string, beginning: string): string {
  const found = new RegExp(`"\\./(${beginning}-[^"]+\\.cjs)"`).exec(read(file))?.[1];
  if (found === undefined) throw new Error(`${file} does not name ${beginning}`);
  return found;
}

/** A file with everything that is loaded with it at once; what is loaded on demand stands indented. */
function loadedWith(file: string): ReadonlySet<string> {
  const files = new Set([file]);
  for (const each of files)
    for (const [, next = ""] of read(each).matchAll(/^\S.*?require\("\.\/([^"]+\.cjs)"\)/gm))
      files.add(next);
  return files;
}

test("the wizard's address is told before logins, orders and the practice world are loaded", () => {
  const serve = named(named(named("homeport.cjs", "main"), "run"), "serve");
  const loaded = [...loadedWith(serve)];
  expect(loaded.length).toBeGreaterThan(10);
  const all = readdirSync(paths.commandLineOut).filter((file) => file.endsWith(".cjs"));
  expect(all.filter((file) => LATER.test(read(file))).length).toBeGreaterThan(2);
  expect(loaded.filter((file) => LATER.test(read(file)))).toEqual([]);
});

test("the first screen's letters are asked for beside its script", () => {
  const page = readFileSync(join(paths.rendererOut, "index.html"), "utf8");
  const font = /<link rel="preload" as="font"[^>]*href="\/(assets\/inter-latin-[^"]+)"/.exec(page);
  const bytes = readFileSync(join(paths.rendererOut, font?.[1] ?? "none"));
  expect(bytes.subarray(0, 4).toString()).toBe("wOF2");
});
