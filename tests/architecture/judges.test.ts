import { expect, test } from "vitest";
import { judgeDocstrings, judgeNames, judgeSizes, judgeWords } from "./judge-form.ts";
import { judgeImports, judgeOutsidePackages } from "./judge-imports.ts";
import { readSource } from "./read-source.ts";

/** Complaints about the imports of one planted file. */
const imports = (path: string, text: string) => judgeImports(readSource(path, text));

test.each([
  ["shared/domain/a.ts", 'import { readFile } from "node:fs";', "node:fs"],
  ["shared/domain/a.ts", 'import { it } from "../plan/plan.ts";', "shared/plan/plan.ts"],
  ["shared/facts/a.ts", 'import type { It } from "../answers/b.ts";', "shared/answers/b.ts"],
  ["shared/plan/a.ts", 'export { it } from "../words/b.ts";', "shared/words/b.ts"],
  ["shared/prove/a.ts", 'import { it } from "../plan/plan.ts";', "shared/plan/plan.ts"],
  ["shared/api/a.ts", 'export const it = import("ssh2");', "ssh2"],
  ["electron/engine/a.ts", 'import { it } from "../adapters/b.ts";', "electron/adapters/b.ts"],
  ["electron/engine/a.ts", 'type It = import("node:tls").TLSSocket;', "node:tls"],
  ["electron/adapters/dns.ts", 'import { it } from "./acme.ts";', "electron/adapters/acme.ts"],
  ["electron/adapters/dns.ts", 'import { it } from "electron";', "electron"],
  ["electron/practice/a.ts", 'import { it } from "../cli/b.ts";', "electron/cli/b.ts"],
  ["electron/preload/a.ts", 'import { it } from "../../shared/api/b.ts";', "shared/api/b.ts"],
  ["renderer/a.tsx", 'import { it } from "../electron/engine/b.ts";', "electron/engine/b.ts"],
  ["electron/cli/a.ts", 'import { it } from "../../tests/b.ts";', "tests/b.ts"],
])("in %s, %s is refused", (path, text, target) => {
  expect(imports(path, text)).toEqual([`${path}:1 may not import ${target}`]);
});

test.each([
  ["shared/plan/a.ts", 'import { z } from "zod"; import { it } from "../resolve/b.ts";'],
  ["shared/prove/a.ts", 'import type { Plan } from "../plan/plan.ts";'],
  ["electron/adapters/ssh-files.ts", 'import { it } from "./ssh-exec.ts";'],
  ["electron/adapters/dns.ts", 'import type { Dns } from "../engine/ports.ts";'],
  ["electron/cli/a.ts", 'import words from "../../shared/words/en.json" with { type: "json" };'],
])("in %s, %s is allowed", (path, text) => {
  expect(imports(path, text)).toEqual([]);
});

test("a folder that the table does not know is refused", () => {
  expect(imports("shared/misc/a.ts", "export {};")).toEqual([
    "shared/misc/a.ts: no rule in tests/architecture/rules.ts",
  ]);
});

test("an outside package has one adapter, its family's types and its practice twin", () => {
  const plant = (path: string, kind = "") => readSource(path, `import ${kind} { it } from "ssh2";`);
  const fine = [
    plant("electron/adapters/ssh-connect.ts"),
    plant("electron/adapters/ssh-exec.ts", "type"),
    plant("electron/practice/ssh-server.ts"),
  ];
  const second = plant("electron/adapters/ssh-exec.ts");
  const stranger = plant("electron/cli/serve.ts", "type");
  expect([fine, [...fine, second], [...fine, stranger]].map(judgeOutsidePackages)).toEqual([
    [],
    ["ssh2 is held by electron/adapters/ssh-connect.ts and electron/adapters/ssh-exec.ts"],
    ["electron/cli/serve.ts:1 is no adapter of ssh2"],
  ]);
});

test("long files and long functions are measured", () => {
  const body = (lines: number) => "  run();\n".repeat(lines - 2);
  const text = `function good() {\n${body(60)}}\nconst bad = () => {\n${body(61)}};\n`;
  const method = `class It {\n  bad() {\n${body(61)}  }\n}\n`;
  expect([
    judgeSizes(readSource("shared/domain/a.ts", text)),
    judgeSizes(readSource("shared/domain/a.ts", method)),
    judgeSizes(readSource("tests/a.test.ts", `test("it", () => {\n${body(61)}});\n`)),
    judgeSizes(readSource("build/a.ts", `call(() => {\n${body(61)}});\n`)),
    judgeSizes(readSource("shared/domain/a.ts", "run();\n".repeat(301))),
    judgeSizes(readSource("shared/domain/a.ts", "run();\n".repeat(300))),
  ]).toEqual([
    ["shared/domain/a.ts:61 bad has 61 lines"],
    ["shared/domain/a.ts:2 bad has 61 lines"],
    [],
    ["build/a.ts:1 (anonymous) has 61 lines"],
    ["shared/domain/a.ts has 301 lines"],
    [],
  ]);
});

test("default exports and other spellings of file names are refused", () => {
  expect([
    judgeNames(readSource("shared/domain/a.ts", "export default 1;")),
    judgeNames(readSource("vitest.config.ts", "export default 1;")),
    judgeNames(readSource("shared/domain/serverName.ts", "export {};")),
  ]).toEqual([
    ["shared/domain/a.ts:1 has a default export"],
    [],
    ["shared/domain/serverName.ts is not named in kebab-case"],
  ]);
});

test("forbidden names count as code, not as text, and forbidden texts everywhere", () => {
  const judge = (path: string, text: string) => judgeWords(readSource(path, text)).length;
  expect({
    random: judge("shared/plan/a.ts", "const it = Math.random();"),
    clock: judge("electron/engine/a.ts", "const it = Date.now();"),
    engineNow: judge("electron/engine/a.ts", "const it = new Date();"),
    enginePrint: judge("electron/engine/a.ts", "const it = new Date(0).toISOString();"),
    newDate: judge("shared/plan/a.ts", "const it = new Date(0);"),
    member: judge("shared/plan/a.ts", "const it = { Date: reply.Date };"),
    comment: judge("shared/plan/a.ts", "// the Date header\nconst it = 'Date';"),
    adapter: judge("electron/adapters/clock.ts", "const it = Math.random();"),
    window: judge("electron/main/window.ts", "const it = { webSecurity: false };"),
    unfinished: judge("electron/cli/a.ts", "// todo: later"),
    empty: judge("tests/a.test.ts", "expect(true).toBe(true);"),
  }).toEqual({
    random: 1,
    clock: 1,
    engineNow: 1,
    enginePrint: 0,
    newDate: 1,
    member: 0,
    comment: 0,
    adapter: 0,
    window: 1,
    unfinished: 1,
    empty: 1,
  });
});

test("an export needs a docstring right above it", () => {
  const judge = (text: string) => judgeDocstrings(readSource("shared/domain/a.ts", text));
  expect([
    judge("/** What it is. */\nexport const it = 1;"),
    judge("// what it is\nexport const it = 1;"),
    judge("/** What it is. */\nconst other = 1;\nexport type It = 1;"),
  ]).toEqual([
    [],
    ["shared/domain/a.ts:2 it: no docstring"],
    ["shared/domain/a.ts:3 It: no docstring"],
  ]);
});

test("a file that is no TypeScript cannot pass", () => {
  expect(() => readSource("shared/domain/a.ts", "export const = 1;")).toThrow("cannot be parsed");
});
