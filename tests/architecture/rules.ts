/** What the files of one folder may import. The rule with the longest matching folder decides. */
export type FolderRule = {
  readonly folder: string;
  /** Beginnings of project paths; a file may always import its own folder. */
  readonly mayImport: readonly string[];
  /** Project paths of which only the types may be imported. */
  readonly typesOf?: readonly string[];
  /** Names of packages; one that ends in `/` stands for a whole scope. */
  readonly packages: readonly string[] | "any";
  /** Whether `node:…` modules may be imported. */
  readonly node: boolean;
  /** Whether a file may import others of its folder whose names begin with another word. */
  readonly sideways: boolean;
};

/** The order inside `shared/`: a folder may import those before it, never its own row's other. */
export const SHARED_ORDER: readonly (readonly string[])[] = [
  ["domain"],
  ["problems"],
  ["answers", "facts"],
  ["certificates"],
  ["resolve"],
  ["render"],
  ["plan"],
  ["run"],
  ["verify", "upgrade"],
  ["faq"],
  ["api"],
];

/** Everything of `shared/` but the words, which only drivers turn codes into. */
const CORE = SHARED_ORDER.flat().map((folder) => `shared/${folder}/`);
const PORTS = ["electron/engine/ports", "electron/engine/host-", "electron/engine/state-damaged"];
const DRIVER = ["shared/", "electron/engine/", "electron/adapters/", "electron/practice/"];

const pure = { packages: ["zod", "yaml"], node: false, sideways: true } as const;
const inNode = { node: true, sideways: true } as const;

const SHARED_RULES: readonly FolderRule[] = SHARED_ORDER.flatMap((row, rank) =>
  row.map((folder) => ({
    folder: `shared/${folder}/`,
    mayImport: SHARED_ORDER.slice(0, rank)
      .flat()
      .map((each) => `shared/${each}/`),
    ...pure,
  })),
);

/** The import table of docs/architecture.md. A folder that is not in it is an error. */
export const FOLDER_RULES: readonly FolderRule[] = [
  ...SHARED_RULES,
  {
    folder: "shared/prove/",
    mayImport: [
      "shared/domain/",
      "shared/answers/",
      "shared/facts/",
      "shared/certificates/",
      "shared/resolve/",
    ],
    typesOf: ["shared/plan/"],
    ...pure,
  },
  { folder: "shared/words/", mayImport: CORE, ...pure },
  { folder: "electron/engine/", mayImport: CORE, ...pure, packages: ["zod"] },
  {
    folder: "electron/adapters/",
    // state-*: files in Homeport's own folder, where several adapters keep what they remember.
    mayImport: [...CORE, ...PORTS, "electron/adapters/state-"],
    packages: "any",
    node: true,
    sideways: false,
  },
  { folder: "electron/practice/", mayImport: [...CORE, ...PORTS], packages: "any", ...inNode },
  {
    folder: "electron/cli/",
    mayImport: [...DRIVER, "electron/web/", "package.json"],
    packages: ["commander", "env-paths", "i18next", "zod"],
    ...inNode,
  },
  {
    folder: "electron/web/",
    mayImport: [...DRIVER, "package.json"],
    packages: ["i18next", "zod"],
    ...inNode,
  },
  {
    folder: "electron/main/",
    mayImport: [...DRIVER, "electron/web/", "package.json"],
    packages: ["electron", "env-paths", "i18next", "zod"],
    ...inNode,
  },
  {
    folder: "electron/preload/",
    mayImport: ["shared/api/method-names"],
    packages: ["electron"],
    node: false,
    sideways: true,
  },
  {
    folder: "renderer/",
    mayImport: ["shared/"],
    packages: [
      "@fontsource-variable/",
      "@mantine/",
      "@tabler/",
      "diff",
      "get-nonce",
      "i18next",
      "react",
      "react-dom",
      "react-i18next",
      "zod",
    ],
    node: false,
    sideways: true,
  },
  { folder: "build/", mayImport: ["package.json", "shared/words/"], packages: "any", ...inNode },
  {
    folder: "tests/",
    mayImport: ["shared/", "electron/", "renderer/", "build/", "package.json"],
    packages: "any",
    ...inNode,
  },
];

/**
 * Packages that talk to the outside. In `electron/adapters/` only one file imports the package's
 * values, and only files of its family (names that begin with `family`) import its types; in
 * `electron/practice/` only files of the family import it. Elsewhere it is not imported at all.
 */
export const OUTSIDE_PACKAGES: readonly { readonly name: string; readonly family: string }[] = [
  { name: "acme-client", family: "acme" },
  { name: "dns-packet", family: "dns" },
  { name: "ssh2", family: "ssh" },
  { name: "ssh-config", family: "ssh" },
];

/**
 * Names that may not occur as code in a folder, with the reason that the test prints. `globals`
 * may still be the names of members; `names` may not. What the compiler settings of a folder take
 * away already (`process`, `fetch`, `document` …) is not repeated here.
 */
export const FORBIDDEN_NAMES: readonly {
  readonly folders: readonly string[];
  readonly globals: readonly string[];
  readonly names: readonly string[];
  readonly reason: string;
}[] = [
  {
    folders: ["shared/"],
    globals: ["Date"],
    names: [],
    reason: "shared/ counts in numbers; nothing in it tells the time",
  },
  {
    folders: ["shared/", "electron/engine/"],
    globals: ["Date.now", "new Date()", "Math.random", "Intl", "globalThis"],
    names: ["localeCompare", "toLocaleString", "toLocaleLowerCase", "toLocaleUpperCase"],
    reason: "clock, random, locale and the outside come through ports",
  },
  {
    folders: ["electron/", "renderer/", "build/"],
    globals: ["eval"],
    names: [
      "allowRunningInsecureContent",
      "allowpopups",
      "dangerouslySetInnerHTML",
      "enableBlinkFeatures",
      "experimentalFeatures",
      "webSecurity",
    ],
    reason: "the security checklist forbids it",
  },
];

/** Texts that may not occur anywhere in a source, comments included. */
export const FORBIDDEN_TEXTS: readonly { readonly text: RegExp; readonly reason: string }[] = [
  { text: /\b(TODO|FIXME|XXX)\b/i, reason: "unfinished work belongs in an issue" },
  {
    text: /(?<![\w.])\/(home|Users)\/[a-z][\w-]*\/(?!\.)[\w-]+\/[\w-]+/,
    reason: "a path of one machine",
  },
  { text: /\bexpect\((true|false)\)/, reason: "a test that asserts nothing" },
  { text: /\b(test|it|describe)\.(only|todo)\b/, reason: "leaves tests out" },
];

/** Files whose tool insists on a default export. */
export const CONFIG_FILES: readonly string[] = ["vitest.config.ts", "build/electron-builder.ts"];

/** The size limits, in lines. */
export const MAX_FILE_LINES = 300;
/** The size limit of a function, in lines. In tests it holds for functions with a name. */
export const MAX_FUNCTION_LINES = 60;
