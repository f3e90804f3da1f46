import { expect, test } from "vitest";
import { wrapResult } from "../../../electron/cli/envelope.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";

const RUN = "20260101-000000-aaaa";
const NOON = Date.parse("2026-01-01T12:00:00Z");
const speak = createSpeak("en");

test("a lock that another computer's run has is told with its age, its run, its computer and a way out", () => {
  const data = { holder: RUN, computer: "annas-laptop", ageSeconds: 7200 };
  const { meaning, next } = speak.problem(problem("host-locked", data));
  expect(meaning).toBe(`Run ${RUN}, begun on annas-laptop, has held this machine for 2 hours.`);
  expect(next).toContain(`end it on annas-laptop: \`homeport resume ${RUN}\``);
  expect(next).toContain("remove /var/lib/homeport/lock on the machine as root");
});

test("a lock whose computer is not known is told without a gap", () => {
  const data = { holder: RUN, computer: null, ageSeconds: 30 };
  const { meaning } = speak.problem(problem("host-locked", data));
  expect(meaning).toBe(
    `Run ${RUN}, begun on another computer, has held this machine for 30 seconds.`,
  );
});

test.each([
  ["a lock is asked for again after a minute", problem("host-locked"), "2026-01-01T12:01:00.000Z"],
  [
    "a CA when it says so",
    problem("ca-rate-limited", { retryAt: "2026-01-01T13:30:00Z" }),
    "2026-01-01T13:30:00Z",
  ],
])("%s", (_what, why: Problem, retryAt) => {
  const result = { exit: 75, name: "one.example", problems: [why], document: {} };
  const document = wrapResult("apply", null, result, { from: NOON, to: NOON }, speak);
  expect(document["retryAt"]).toBe(retryAt);
});
