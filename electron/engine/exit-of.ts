import type { Problem } from "../../shared/problems/problem.ts";
import type { ProblemCode } from "../../shared/problems/codes.ts";
import { EXIT } from "./command-result.ts";
import type { RunEnd } from "./run-plan.ts";

/** Exit codes of problems that ended a command before anything was changed; the rest are 1, "the answer is bad". */
const EXIT_OF_CODE: { readonly [code in ProblemCode]?: number } = {
  usage: EXIT.usage,
  "server-name-invalid": EXIT.usage,
  "answer-bad": EXIT.input,
  "facts-file-bad": EXIT.input,
  "plan-file-bad": EXIT.input,
  "web-root-bad": EXIT.input,
  "input-file-bad": EXIT.input,
  "output-file-bad": EXIT.usage,
  "host-unreachable": EXIT.unreachable,
  "host-hangs": EXIT.unreachable,
  "connection-lost": EXIT.unreachable,
  "ssh-no-common-algorithm": EXIT.unreachable,
  "ca-unreachable": EXIT.unreachable,
  "state-unusable": EXIT.unreachable,
  "state-damaged": EXIT.unreachable,
  "dns-lookup-error": EXIT.unreachable,
  "ca-rate-limited": EXIT.later,
  "host-locked": EXIT.later,
  "run-claimed": EXIT.later,
  "practice-claimed": EXIT.later,
  "state-claimed": EXIT.later,
  "package-lock-held": EXIT.later,
  "host-key-unknown": EXIT.refused,
  "host-key-changed": EXIT.refused,
  "host-key-revoked": EXIT.refused,
  "host-key-not-as-given": EXIT.refused,
  "login-refused": EXIT.refused,
  "login-no-method": EXIT.refused,
  "key-encrypted": EXIT.refused,
  "key-passphrase-wrong": EXIT.refused,
  "key-public": EXIT.refused,
  "key-unsupported": EXIT.refused,
  "key-file-unreadable": EXIT.refused,
  "secret-file-open-to-others": EXIT.refused,
  "sudo-refused": EXIT.refused,
  "sudo-password-wrong": EXIT.refused,
  "sudo-password-needed": EXIT.refused,
  "approval-missing": EXIT.refused,
  "approval-differs": EXIT.refused,
  "plan-changed": EXIT.refused,
  "run-open": EXIT.refused,
  "step-unknown": EXIT.usage,
  bug: EXIT.bug,
  interrupted: EXIT.stopped,
};

/** The exit code of a problem that came before the first effect. */
export function exitOfProblem(problem: Problem): number {
  return EXIT_OF_CODE[problem.code] ?? EXIT.bad;
}

/** The exit code of a run's end. A stop that a person asked for is 130 whatever it led to. */
export function exitOfRun(end: RunEnd): number {
  switch (end.outcome) {
    case "kept":
      return EXIT.good;
    case "waiting":
      return EXIT.waiting;
    case "undone":
      return isStop(end.problem) ? EXIT.stopped : EXIT.undone;
    case "unknown":
      return EXIT.unknown;
    case null:
      return exitOfProblem(end.problem);
  }
}

/** The person stopped it now; a resumed taking back carries the same code as an info. */
function isStop(problem: Problem): boolean {
  return problem.code === "interrupted" && problem.severity === "error";
}
