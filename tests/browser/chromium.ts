import { existsSync } from "node:fs";
import { chromium, type Browser } from "@playwright/test";

/** Where a Chromium is found; the first that is there is used. */
const PLACES = [
  process.env["HOMEPORT_CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A Chromium of this machine; null where there is none. */
export const CHROMIUM = PLACES.find((place) => place !== "" && existsSync(place)) ?? null;

/** What is said where there is none. */
export const HOW_TO_GET_IT =
  "No Chromium was found: install one (Debian: apt-get install chromium) or name it in HOMEPORT_CHROMIUM.";

// Whoever reads the run should see what it did not look at.
if (CHROMIUM === null) console.log(`Skipped: what needs a browser. ${HOW_TO_GET_IT}`);

/** Flags that keep Chromium from talking to anybody but us. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it. */
export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error(HOW_TO_GET_IT);
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}
