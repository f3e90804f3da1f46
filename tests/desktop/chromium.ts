import { existsSync } from "node:fs";

/** Where a Chromium may be: what `HOMEPORT_CHROMIUM` names, or Debian's. */
const PLACES = [process.env["HOMEPORT_CHROMIUM"] ?? "", "/usr/bin/chromium"];

/** The Chromium of this machine; null where there is none (`apt-get install chromium`). */
export function findChromium(): string | null {
  return PLACES.find((place) => place !== "" && existsSync(place)) ?? null;
}
