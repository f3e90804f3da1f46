/**
 * `npm run screens`: writes every screen and state of the wizard to `out/screens/`, light and dark, at
 * three sizes, and prints the list. What is longer than its window has a second picture of the whole.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { paths } from "../../build/paths.ts";
import { everyState } from "./every-state.ts";
import { openBrowser } from "./chromium.ts";
import { takePictures } from "./screens-pictures.ts";

const FOLDER = join(paths.out, "screens");

const began = performance.now();
let states = 0;
let pictures = 0;
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
await everyState(browser, async (name, page, how = "driven") => {
  const files = await takePictures(page, join(FOLDER, name));
  states += 1;
  pictures += files;
  console.log(`${name}${how === "stand-in" ? " (stand-in)" : ""}: ${files} pictures`);
});
await browser.close();
const seconds = Math.round((performance.now() - began) / 1000);
console.log(`${states} screens and states, ${pictures} pictures in out/screens/, in ${seconds} s`);
