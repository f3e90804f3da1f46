import type { Answers } from "../../shared/answers/answers.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { ServerName } from "../../shared/domain/server-name.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { CommandResult } from "../engine/command-result.ts";
import { LETS_ENCRYPT } from "../engine/lets-encrypt.ts";
import type { AcmeChoice, NameRequest, PlanRequest } from "../engine/requests.ts";
import { ANSWER_KEYS, readAnswers, type AnswerFault } from "./answers.ts";
import { all, has, one, type Args } from "./args.ts";
import { pathOf } from "./caller.ts";
import type { Context } from "./command.ts";
import { readFactsFile, readJsonFile, readWorldFile } from "./input-file.ts";
import { readName } from "../adapters/typed-name.ts";
import { nearest } from "./nearest.ts";
import { badName, badUsage, ended } from "./outcome.ts";
import { refuseOut } from "./output-file.ts";

/** A name that was read, with the warnings that go into the result whatever comes. */
export interface Named {
  readonly name: ServerName;
  readonly warnings: readonly Problem[];
}

/** Reads the name that stands after the command; the result to end with where it is none. */
export function nameOf({ args, speak }: Context): Result<Named, CommandResult> {
  const given = args.argument ?? "";
  const read = readName(given);
  return read.ok ? read : refuse(badName(given, read.error, speak));
}

/** The moment that was given for deciding, in milliseconds since 1970; null: the clock's. */
export function nowOf(args: Args): number | null {
  const given = one(args, "now");
  return given === null ? null : Date.parse(given);
}

/** What every command about one name is given. */
export function nameRequest(args: Args, name: ServerName): NameRequest {
  return { name, now: nowOf(args), withHost: has(args, "host"), webRoot: one(args, "web-root") };
}

/** Which CA: Let's Encrypt and its staging, unless another is named; another one has no rehearsal unless that is named too. */
export function acmeChoice(args: Args): AcmeChoice {
  const directory = one(args, "acme-directory") ?? LETS_ENCRYPT.live;
  const staging =
    one(args, "acme-staging") ?? (directory === LETS_ENCRYPT.live ? LETS_ENCRYPT.staging : "none");
  return {
    directory,
    staging: staging === "none" ? null : staging,
    profile: one(args, "acme-profile"),
    keyType: keyType(one(args, "key-type")),
    email: one(args, "acme-email"),
    ...(one(args, "challenge") === "http-01" ? { challenge: "http-01" } : {}),
  };
}

/** Reads the name, the answers and the facts file; the result to end with where one of them is bad. */
export async function planRequest(
  context: Context,
): Promise<Result<PlanRequest & Named, CommandResult>> {
  const { args, caller } = context;
  const named = nameOf(context);
  if (!named.ok) return named;
  if (has(args, "web-host") !== has(args, "web-root")) {
    return refuse(
      badUsage({ why: "web-root-missing", command: args.command, data: {} }, context.speak),
    );
  }
  const unwritable = await refuseOut(context);
  if (unwritable !== null) return refuse(ended(unwritable, named.value.name.text));
  const answers = await answersOf(context);
  if (!answers.ok) return answers;
  if (has(args, "facts") && has(args, "world")) {
    return refuse(
      badUsage({ why: "facts-and-world", command: args.command, data: {} }, context.speak),
    );
  }
  const path = one(args, "facts");
  const facts = path === null ? ok(null) : await readFactsFile(pathOf(caller, path));
  if (!facts.ok) return refuse(ended(facts.error, named.value.name.text));
  const worldPath = one(args, "world");
  const world = worldPath === null ? ok(null) : await readWorldFile(pathOf(caller, worldPath));
  if (!world.ok) return refuse(ended(world.error, named.value.name.text));
  if (facts.value !== null && facts.value.serverName !== named.value.name.text) {
    const data = { path: path ?? "", found: facts.value.serverName, name: named.value.name.text };
    return refuse(ended(problem("facts-file-bad", data), named.value.name.text));
  }
  const request = {
    answers: answers.value,
    facts: facts.value,
    world: world.value,
    acme: acmeChoice(args),
  };
  return ok({ ...nameRequest(args, named.value.name), ...request, warnings: named.value.warnings });
}

/** The answers of `--answers` with those of `--set` over them. */
export async function answersOf(context: Context): Promise<Result<Answers, CommandResult>> {
  const { args, caller } = context;
  const path = one(args, "answers");
  const fromFile = path === null ? ok({}) : await readAnswersFile(pathOf(caller, path));
  if (!fromFile.ok) return refuse(ended(fromFile.error));
  const given = all(args, "set").map((each) => splitAt(each, each.indexOf("=")));
  const keys = given.map(([key]) => key);
  const again = keys.find((key, at) => keys.indexOf(key) !== at);
  if (again !== undefined) {
    const data = { option: `--set ${again}` };
    return refuse(badUsage({ why: "given-twice", command: args.command, data }, context.speak));
  }
  const set = readAnswers(given);
  return set.ok ? ok({ ...fromFile.value, ...set.value }) : refuse(badSet(set.error, context));
}

async function readAnswersFile(path: string): Promise<Result<Answers, Problem>> {
  const read = await readJsonFile(path);
  if (!read.ok) return read;
  if (typeof read.value !== "object" || read.value === null || Array.isArray(read.value)) {
    return refuse(problem("input-file-bad", { path, why: "JSON" }));
  }
  const answers = readAnswers(Object.entries(read.value));
  return answers.ok ? answers : refuse(badAnswer(path, answers.error));
}

function badAnswer(path: string, fault: AnswerFault): Problem {
  const known = fault.why === "answer-value";
  const data = { path, key: fault.key, value: known ? fault.value : "" };
  return problem("answer-bad", {
    ...data,
    choices: known ? fault.choices : ANSWER_KEYS.join(", "),
  });
}

function badSet(fault: AnswerFault, { args, speak }: Context): CommandResult {
  const data =
    fault.why === "answer-unknown"
      ? {
          given: fault.key,
          nearest: nearest(fault.key, ANSWER_KEYS),
          choices: ANSWER_KEYS.join(", "),
        }
      : { key: fault.key, value: fault.value, choices: fault.choices };
  return badUsage({ why: fault.why, command: args.command, data }, speak);
}

function keyType(given: string | null): AcmeChoice["keyType"] {
  return given === "ec384" || given === "rsa2048" ? given : "ec256";
}

function splitAt(text: string, at: number): readonly [string, string] {
  return [text.slice(0, at), text.slice(at + 1)];
}
