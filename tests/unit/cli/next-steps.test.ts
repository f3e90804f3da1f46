import { expect, test } from "vitest";
import { FEDERATION_CODES } from "../../../shared/problems/codes.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { nextSteps, type Leading } from "../../../electron/cli/next-steps.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { homeport } from "./start.ts";

const speak = createSpeak("en");
const LEADING: Leading = { speak, args: null, offers: true, name: "a.example" };
const MINUTE = 60_000;

const steps = (problems: readonly Problem[], more: Partial<Leading> = {}) =>
  nextSteps(
    problems.map((each) => speak.problem(each)),
    { ...LEADING, ...more },
  );

test.each(FEDERATION_CODES)("the finding %s has a next step, alone and unled", (code) => {
  const found = problem(code, { host: "a.example" }, { severity: "error" });
  const unled = problem("well-known-missing", { host: "a.example" }, { severity: "error" });
  for (const { next } of [...steps([found]), ...steps([unled, found])]) expect(next).not.toBe("");
});

test("the website of a name without an address is no finding beside the missing address", () => {
  const data = { host: "a.example" };
  const both = [problem("dns-no-address", data), problem("well-known-unreachable", data)];
  expect(steps(both).map(({ title }) => title)).toEqual(["a.example has no address"]);
  expect(steps(both.slice(1))).toHaveLength(1);
});

test("an approval is a command to copy, after the one that shows what is approved", () => {
  const missing = problem("approval-missing", { digest: "abc123" });
  const commandsOf = (command: "apply" | "renew" | "undo") =>
    steps([missing], {
      args: { command, argument: "a.example", options: { practice: [""] } },
    })[0]?.commands;
  expect(commandsOf("renew")).toEqual([
    "homeport renew a.example --practice --dry-run",
    "homeport renew a.example --practice --approve abc123",
  ]);
  expect(commandsOf("undo")?.[0]).toBe("homeport undo a.example --practice --dry-run");
  expect(commandsOf("apply")).toEqual([
    "homeport plan a.example --practice --explain",
    "homeport apply a.example --practice --approve abc123",
  ]);
});

test(
  "what others reach is said as the table shows it, and the next step is the plan's",
  { timeout: MINUTE },
  async () => {
    const { exit, stdout } = await homeport(["check", "three.example", "--practice"]);
    expect(exit).toBe(1);
    expect(stdout).toContain("The servers of today do not reach three.example");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "or lead others to a name that you can get one for",
    );
  },
);

test(
  "servers that are not aimed at have one mark in plan, check and eras, and it is explained",
  { timeout: 3 * MINUTE },
  async () => {
    const plan = await homeport(["plan", "two.example", "--practice"]);
    const eras = await homeport(["eras", "two.example", "--practice"]);
    for (const { stdout } of [plan, eras]) {
      expect(stdout).toMatch(/servers up to 0\.34 +✗ not reached +– not reached/);
      expect(stdout).toContain("–: servers that are not aimed at");
    }
    const check = await homeport(["check", "two.example", "--practice"]);
    expect(check.stdout).toMatch(/servers up to 0\.34 +✗ not reached/);
    expect(check.stdout).not.toContain("–: servers that are not aimed at");
    const proof = await homeport(["practice", "b"]);
    expect(proof.stdout).toMatch(/servers up to 0\.34 +– not reached/);
    expect(proof.stdout).toContain("–: servers that are not aimed at");
  },
);
