import type { IForbiddenRuleType } from "dependency-cruiser";

/**
 * The borders that hold at any distance, for dependency-cruiser. What a file may import directly is
 * in the table of `tests/architecture/rules.ts`.
 */
export const borderRules: IForbiddenRuleType[] = [
  {
    name: "no-circular",
    severity: "error",
    comment: "A cycle means that two files are one job.",
    from: {},
    to: { circular: true },
  },
  {
    name: "resolvable",
    severity: "error",
    comment: "Every import leads somewhere.",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "shared-is-pure",
    severity: "error",
    comment: "shared/ reaches no other folder.",
    from: { path: "^shared/" },
    to: { reachable: true, path: "^(electron|renderer|build|tests)/" },
  },
  {
    name: "no-node-in-shared-and-engine",
    severity: "error",
    comment: "Node's modules come to the engine through ports.",
    from: { path: "^(shared|electron/engine)/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "engine-knows-ports-only",
    severity: "error",
    comment: "The engine reaches no adapter and no driver.",
    from: { path: "^electron/engine/" },
    to: { reachable: true, path: "^electron/(adapters|practice|cli|web|main|preload)/" },
  },
  {
    name: "electron-only-in-main-and-preload",
    severity: "error",
    comment: "Everything else runs without Electron.",
    from: { pathNot: "^(electron/(main|preload)|tests|build)/" },
    to: { path: "^node_modules/electron/" },
  },
  {
    name: "page-apart",
    severity: "error",
    comment: "The page talks to the engine through the client only.",
    from: { path: "^renderer/" },
    to: { reachable: true, path: "^electron/" },
  },
  {
    name: "nobody-imports-tests",
    severity: "error",
    comment: "Tests see the product, never the other way round.",
    from: { pathNot: "^tests/" },
    to: { path: "^tests/" },
  },
  {
    name: "shipped-code-needs-shipped-packages",
    severity: "error",
    comment: "What is bundled is in dependencies; devDependencies are tools.",
    from: { path: "^(shared|electron|renderer)/" },
    to: {
      dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
      pathNot: "node_modules/(electron|@types)/",
    },
  },
];
