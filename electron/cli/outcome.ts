import { EXIT, type CommandResult } from "../engine/command-result.ts";
import { exitOfProblem } from "../engine/exit-of.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { NameRefusal } from "../../shared/domain/server-name.ts";
import type { UsageFault } from "./args.ts";
import { isNear } from "./nearest.ts";
import type { Speak } from "./speak.ts";

/** The result of a command that a problem ended before it began. */
export function ended(fault: Problem, name: string | null = null): CommandResult {
  return { exit: exitOfProblem(fault), name, problems: [fault], document: {} };
}

/** The result of a command line that cannot be read. */
export function badUsage(fault: UsageFault, speak: Speak): CommandResult {
  return { exit: EXIT.usage, name: null, problems: [usageProblem(fault, speak)], document: {} };
}

/** The problem of a command line that cannot be read. */
export function usageProblem(fault: UsageFault, speak: Speak): Problem {
  const why = reasonOf(fault, speak);
  const help = `homeport help${fault.command === null ? "" : ` ${fault.command}`}`;
  return problem("usage", { ...fault.data, fault: fault.why, why, help });
}

/** Why it cannot be read. What is not near is suggested to nobody; a form is shown by an example. */
function reasonOf({ why, data }: UsageFault, speak: Speak): string {
  const { given, nearest, choices, option } = data;
  const isFar = typeof nearest === "string" && !isNear(dashless(given), dashless(nearest));
  const isKind = why === "answer-value" && String(choices).startsWith("a ");
  const variant = isFar ? `${why}-far` : isKind ? `${why}-kind` : why;
  const told = speak.sayCode("usage", variant, data);
  const text = told === variant ? speak.sayCode("usage", why, data) : told;
  if (why !== "value-bad") return text;
  const example = speak.sayCode("usageExamples", dashless(option));
  return example === dashless(option)
    ? text
    : `${text} ${speak.say("usage.such-as", { example: `${String(option)} ${example}` })}`;
}

function dashless(word: unknown): string {
  return typeof word === "string" ? word.replace(/^-+/, "") : "";
}

/** The result of a name that is none; `suggestion` is what was probably meant, or null. */
export function badName(given: string, refusal: NameRefusal, speak: Speak): CommandResult {
  const why = speak.sayCode("names", refusal.why);
  const { suggestion } = refusal;
  const told = suggestion === null ? why : speak.say("names.suggestion", { why, suggestion });
  const data = { given, fault: refusal.why, why: told, suggestion };
  return {
    exit: EXIT.usage,
    name: null,
    problems: [problem("server-name-invalid", data)],
    document: {},
  };
}
