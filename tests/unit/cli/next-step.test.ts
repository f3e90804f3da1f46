import { expect, test } from "vitest";
import { FAQ_IDS } from "../../../shared/faq/questions.ts";
import { documentOf, homeport } from "./start.ts";

const MINUTE = 60_000;

test(
  "check of a server that nobody is led to sends nobody to the website's machine, but to the plan",
  { timeout: MINUTE },
  async () => {
    const { exit, stdout } = await homeport(["check", "two.example", "--practice"]);
    expect(exit).toBe(1);
    expect(stdout).toContain("Port 8448 is closed");
    expect(stdout).not.toContain("Start the server on port 8448");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("  homeport plan two.example --practice");
  },
);

test(
  "a plan that only a person could carry out says how Homeport would do it",
  { timeout: MINUTE },
  async () => {
    const { stdout, stderr } = await homeport(["plan", "matrix.two.example", "--practice"]);
    expect(stdout).toContain("plan matrix.two.example --practice --host root@YOUR-MACHINE");
    expect(stderr).not.toContain("The names in practice");
  },
);

test("a name that practice does not have is told with those that it has", async () => {
  const { stderr } = await homeport(["plan", "tow.example", "--practice"]);
  expect(stderr).toContain("The names in practice are one.example, two.example, three.example.");
});

test("servers that a plan does not aim at are no failure of it", { timeout: MINUTE }, async () => {
  const { stdout } = await homeport(["plan", "two.example", "--practice"]);
  expect(stdout).toMatch(/servers up to 0\.34 +✗ not reached +– not reached/);
  expect(stdout).toMatch(/servers of today +✗ not reached +✓ reached/);
});

test("faq takes a question by its number in the list", { timeout: MINUTE }, async () => {
  const ask = async (...more: readonly string[]) =>
    Object.keys(
      documentOf(await homeport(["faq", "two.example", ...more, "--practice", "--json"]))[
        "faq"
      ] as object,
    );
  const all = await ask();
  expect(all.toSorted()).toEqual([...FAQ_IDS].toSorted());
  expect(await ask("5")).toEqual([all[4]]);
  expect((await homeport(["faq", "two.example", "99", "--practice"])).exit).toBe(64);
});
