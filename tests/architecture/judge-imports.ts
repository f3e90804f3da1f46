import { posix } from "node:path";
import { FOLDER_RULES, OUTSIDE_PACKAGES } from "./rules.ts";
import type { FolderRule } from "./rules.ts";
import type { Import, Source } from "./read-source.ts";

/** Every import of one file that the table forbids, as sentences that name file, line and target. */
export function judgeImports(source: Source): readonly string[] {
  const rule = ruleFor(source.path);
  if (rule === undefined) return [`${source.path}: no rule in tests/architecture/rules.ts`];
  return source.imports
    .filter((each) => !isAllowed(rule, source.path, each))
    .map((each) => `${source.path}:${each.line} may not import ${each.target}`);
}

/** Breaches of "one outside package, one adapter" over all files together. */
export function judgeOutsidePackages(sources: readonly Source[]): readonly string[] {
  return OUTSIDE_PACKAGES.flatMap(({ name, family }) => {
    const uses = sources
      .filter((source) => !source.path.startsWith("tests/"))
      .flatMap((source) => source.imports.map((each) => ({ ...each, path: source.path })))
      .filter((each) => each.target === name);
    const strangers = uses.filter((each) => !isOfFamily(each.path, family));
    const holders = new Set(
      uses
        .filter((each) => !each.typeOnly && each.path.startsWith("electron/adapters/"))
        .map((each) => each.path),
    );
    return [
      ...strangers.map((each) => `${each.path}:${each.line} is no adapter of ${name}`),
      ...(holders.size > 1 ? [`${name} is held by ${[...holders].toSorted().join(" and ")}`] : []),
    ];
  });
}

function ruleFor(path: string): FolderRule | undefined {
  return FOLDER_RULES.filter((rule) => path.startsWith(rule.folder))
    .toSorted((one, other) => other.folder.length - one.folder.length)
    .at(0);
}

function isAllowed(rule: FolderRule, path: string, each: Import): boolean {
  const { target } = each;
  if (target.startsWith("node:")) return rule.node;
  if (!target.includes("/") && target !== "package.json") return mayUsePackage(rule, target);
  if (target.startsWith("@")) return mayUsePackage(rule, target);
  if (target.startsWith(rule.folder) && (rule.sideways || firstWord(target) === firstWord(path))) {
    return true;
  }
  if (each.typeOnly && rule.typesOf?.some((start) => target.startsWith(start))) return true;
  return rule.mayImport.some((start) => target.startsWith(start));
}

function mayUsePackage(rule: FolderRule, name: string): boolean {
  if (rule.packages === "any") return name !== "electron" || rule.folder === "tests/";
  return rule.packages.some((each) => (each.endsWith("/") ? name.startsWith(each) : name === each));
}

/** `ssh` of `electron/adapters/ssh-files.ts` and of `electron/adapters/ssh/files.ts`. */
function firstWord(path: string): string {
  const [, , third = ""] = path.split("/");
  return posix.basename(third, ".ts").split("-")[0] ?? "";
}

function isOfFamily(path: string, family: string): boolean {
  return /^electron\/(adapters|practice)\//.test(path) && firstWord(path) === family;
}
