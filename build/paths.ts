import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The places that builds, checks and tests share, as absolute paths. */
export const paths = {
  root,
  out: join(root, "out"),
  renderer: join(root, "renderer"),
  rendererOut: join(root, "out", "renderer"),
  desktopOut: join(root, "out", "app"),
  commandLineOut: join(root, "out", "cli"),
  commandLine: join(root, "out", "cli", "homeport.cjs"),
} as const;
