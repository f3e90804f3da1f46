/**
 * `npm run borders`: which part may reach which, at any distance, by dependency-cruiser.
 *
 * With TypeScript 7 dependency-cruiser needs swc as its parser; where that is missing it sees no
 * TypeScript at all and finds nothing wrong. So the files that it saw are counted against the disk.
 */
import { globSync } from "node:fs";
import { sep } from "node:path";
import { cruise } from "dependency-cruiser";
import { borderRules } from "./border-rules.ts";
import { paths } from "./paths.ts";

const FOLDERS = ["shared", "electron", "renderer", "build", "tests"];

const { output } = await cruise(FOLDERS, {
  baseDir: paths.root,
  parser: "swc",
  tsPreCompilationDeps: true,
  validate: true,
  ruleSet: { forbidden: borderRules },
  doNotFollow: { path: "node_modules" },
  exclude: { path: "\\.d\\.ts$" },
  enhancedResolveOptions: {
    extensions: [".ts", ".tsx", ".js", ".json"],
    conditionNames: ["import", "node", "types", "default"],
    exportsFields: ["exports"],
  },
});
if (typeof output === "string") throw new Error("dependency-cruiser gave text, not a result");

const seen = new Set(output.modules.map(({ source }) => source));
const unseen = FOLDERS.flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: paths.root, exclude: ["**/*.d.ts"] }),
)
  .map((path) => path.split(sep).join("/"))
  .filter((path) => !seen.has(path));

for (const { rule, from, to } of output.summary.violations) {
  console.error(`${rule.name}: ${from} → ${to}`);
}
for (const path of unseen) console.error(`not seen by dependency-cruiser: ${path}`);
console.log(
  `${output.summary.totalCruised} modules, ${output.summary.violations.length} violations`,
);
if (output.summary.violations.length + unseen.length > 0) process.exitCode = 1;
