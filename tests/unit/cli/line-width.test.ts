import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { problem } from "../../../shared/problems/problem.ts";
import { createScreen } from "../../../electron/cli/screen.ts";
import { showProblems } from "../../../electron/cli/show-problems.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { emptyFolder, homeport } from "./start.ts";

const WIDTH = 80;
const MINUTE = 60_000;
const speak = createSpeak("en");

/**
 * Lines that are prose and too wide. Commands and the texts of files are copied as they are, and one
 * word that is longer than the line (a record, a path) is not broken.
 */
function tooWide(text: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => Array.from(line).length > WIDTH)
    .filter((line) => !/^ *(?:homeport |[+-] )/.test(line))
    .filter((line) => line.trimEnd().lastIndexOf(" ") >= WIDTH);
}

test.each([
  ["help"],
  ["help", "plan", "--verbose"],
  ["faq", "two.example", "--practice", "--verbose"],
  ["eras", "two.example", "--practice", "--verbose"],
  ["plan", "two.example", "--practice", "--explain"],
  ["questions", "two.example", "--practice"],
  ["look", "two.example", "--practice", "--verbose"],
  ["check", "three.example", "--practice"],
  ["apply", "two.example", "--practice", "--dry-run"],
  ["renew", "two.example", "--practice", "--yes"],
])("no line of prose is wider than 80 columns: %s %s", { timeout: MINUTE }, async (...words) => {
  const { stdout, stderr } = await homeport(words);
  // A reader of the first line alone is told everything there (the contract).
  const [, ...lines] = stdout.split("\n");
  expect(lines.length).toBeGreaterThan(3);
  expect(tooWide([...lines, ...stderr.split("\n")].join("\n"))).toEqual([]);
});

test("no line of a run that is made and taken back is too wide", { timeout: MINUTE }, async () => {
  const { exit, stdout, stderr } = await homeport(["practice", "b", "--undo"]);
  expect(exit).toBe(0);
  expect(stdout).toContain("homeport plan YOUR-NAME --host root@YOUR-MACHINE");
  const [, ...lines] = stdout.split("\n");
  expect(tooWide([...lines, ...stderr.split("\n")].join("\n"))).toEqual([]);
});

test(
  "upgrade shows the stop to take now, the rest under --verbose",
  { timeout: MINUTE },
  async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "homeserver.yaml"), 'server_name: "a.example"\nno_tls: false\n');
    const words = ["upgrade", "--from", "0.34.1.1", "--config", "homeserver.yaml"];
    const short = await homeport(words, { folder });
    const whole = await homeport([...words, "--verbose"], { folder });
    expect([tooWide(short.stdout), tooWide(whole.stdout)]).toEqual([[], []]);
    expect([short.exit, whole.exit]).toEqual([short.exit, short.exit]);
    expect(short.stdout).toContain("Install Synapse 0.99.5.2");
    expect(short.stdout).not.toContain("Install Synapse 1.36.0");
    expect(whole.stdout).toContain("Install Synapse 1.36.0");
  },
);

test("a machine that no address is found for is told apart from one that does not answer", () => {
  const told = (why: string) =>
    speak.problem(problem("host-unreachable", { host: "nope.invalid", port: 22, why })).title;
  expect(told("no-address")).toBe("There is no machine named nope.invalid");
  expect(told("timeout")).toBe("nope.invalid does not answer");
});

test("what was seen is told once, and broken only where it is too wide", () => {
  const lines: string[] = [];
  const screen = createScreen((line) => lines.push(line), WIDTH, false);
  const evidence = `certificate ${"AB:".repeat(25)} for a.example, issued by a.example\n  a  b`;
  const found = { severity: "error", title: "T", meaning: "M", next: "", evidence } as const;
  const args = { command: "check", argument: "a.example", options: {} } as const;
  showProblems([found, found], { screen, speak, args });
  expect(tooWide(lines.join("\n"))).toEqual([]);
  expect(lines.filter((line) => line.includes("AB:AB:"))).toHaveLength(1);
  expect(lines).toContain("      a  b");
});
