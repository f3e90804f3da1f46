import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { ProblemData } from "../../shared/problems/problem.ts";
import type { Words } from "../../shared/words/words.ts";
import { COMMANDS, commandSpec, isCommand, optionsOf, type CommandName } from "./command-table.ts";
import { judgeTogether } from "./judge-together.ts";
import { isNear, nearest } from "./nearest.ts";
import { isOption, OPTIONS, optionSpec, type OptionKind, type OptionName } from "./options.ts";

/** The command line, read: which command, its argument, its options. Nothing is looked up yet. */
export interface Args {
  readonly command: CommandName;
  readonly argument: string | null;
  /** The second argument (`faq NAME ID`). */
  readonly second?: string;
  readonly options: { readonly [name in OptionName]?: readonly string[] };
}

/** Why a command line cannot be read: a key under `usage.` in the words, with the values it names. */
export interface UsageFault {
  readonly why: keyof Words["usage"];
  /** The command, where it could be told. */
  readonly command: CommandName | null;
  readonly data: ProblemData;
}

interface Given {
  readonly words: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string | null }[];
}

/**
 * Reads the arguments after the program's name. Options stand anywhere, as `--opt=value` or
 * `--opt value`; `--` ends them. `-h`, `--help` and `--version` stand for the commands.
 */
export function readArgs(argv: readonly string[]): Result<Args, UsageFault> {
  const given = tokens(argv);
  const asksHelp = given.options.some(({ name }) => name === "help");
  const asksVersion = given.options.some(({ name }) => name === "version");
  const first = given.words[0];
  if (first === undefined && asksVersion)
    return ok({ command: "version", argument: null, options: known(given) });
  if (asksHelp) return ok({ command: "help", argument: first ?? null, options: known(given) });
  if (first === undefined) return refuse(firstUnknown(given) ?? fault("no-command", null));
  if (!isCommand(first)) {
    return refuse(unknownCommand(first));
  }
  return readCommand(first, given);
}

/** A command that is none; the nearest one is named where it is near enough to be meant. */
export function unknownCommand(given: string): UsageFault {
  const near = nearest(given, Object.keys(COMMANDS));
  return near !== null && isNear(given, near)
    ? fault("unknown-command", null, { given, nearest: near })
    : fault("unknown-command-far", null, { given });
}

/** Tells whether `--json` stands among the options, also where the rest cannot be read. */
export function wantsJson(argv: readonly string[]): boolean {
  return tokens(argv).options.some(({ name }) => name === "json");
}

/** The command that stands in arguments that may be faulty otherwise; null where none does. */
export function commandIn(argv: readonly string[]): CommandName | null {
  const first = tokens(argv).words[0];
  return first !== undefined && isCommand(first) ? first : null;
}

/** Tells whether a flag was given. */
export function has(args: Args, name: OptionName): boolean {
  return args.options[name] !== undefined;
}

/** The value of an option that is given once; null where it is absent. */
export function one(args: Args, name: OptionName): string | null {
  return args.options[name]?.[0] ?? null;
}

/** The values of an option that may be repeated. */
export function all(args: Args, name: OptionName): readonly string[] {
  return args.options[name] ?? [];
}

function tokens(argv: readonly string[]): Given {
  const words: string[] = [];
  const options: { name: string; value: string | null }[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? "";
    if (word === "--") return { words: [...words, ...argv.slice(index + 1)], options };
    if (word === "-h") options.push({ name: "help", value: null });
    else if (word === "-V") options.push({ name: "version", value: null });
    else if (!word.startsWith("-") || word === "-") words.push(word);
    else {
      const option = split(word);
      const next = argv[index + 1];
      const takesNext = option.value === null && takesValue(option.name);
      if (takesNext && next !== undefined && !next.startsWith("--")) {
        options.push({ name: option.name, value: next });
        index += 1;
      } else options.push(option);
    }
  }
  return { words, options };
}

function split(word: string): { name: string; value: string | null } {
  const bare = word.startsWith("--") ? word.slice(2) : word;
  const at = bare.indexOf("=");
  return at < 0
    ? { name: bare, value: null }
    : { name: bare.slice(0, at), value: bare.slice(at + 1) };
}

function takesValue(name: string): boolean {
  return isOption(name) && optionSpec(name).kind.is !== "flag";
}

function firstUnknown(given: Given): UsageFault | null {
  const unknown = given.options.find(({ name }) => !isOption(name));
  return unknown === undefined ? null : unknownOption(null, unknown.name);
}

function unknownOption(command: CommandName | null, name: string): UsageFault {
  const candidates = command === null ? Object.keys(OPTIONS) : optionsOf(command);
  return fault("unknown-option", command, {
    given: name.startsWith("-") ? name : `--${name}`,
    nearest: `--${nearest(name.replace(/^-+/, ""), candidates) ?? "help"}`,
  });
}

function readCommand(command: CommandName, given: Given): Result<Args, UsageFault> {
  const options: { [name in OptionName]?: string[] } = {};
  const allowed = optionsOf(command);
  for (const { name, value } of given.options) {
    if (!isOption(name)) return refuse(unknownOption(command, name));
    if (!allowed.includes(name)) return refuse(elsewhere(command, name));
    const wrong = judgeValue(command, name, value, options[name] !== undefined);
    if (wrong) return refuse(wrong);
    options[name] = [...(options[name] ?? []), value ?? ""];
  }
  const wrong = judgeArguments(command, given.words.slice(1));
  if (wrong) return refuse(wrong);
  const second = given.words[2];
  const rest = second === undefined ? {} : { second };
  const args = { command, argument: given.words[1] ?? null, ...rest, options };
  const apart = judgeTogether(command, options);
  return apart === null ? ok(args) : refuse(fault(apart.why, command, apart.data));
}

function elsewhere(command: CommandName, name: OptionName): UsageFault {
  return fault("option-elsewhere", command, {
    given: `--${name}`,
    command,
    nearest: `--${nearest(name, optionsOf(command)) ?? "help"}`,
  });
}

function judgeValue(
  command: CommandName,
  name: OptionName,
  value: string | null,
  again: boolean,
): UsageFault | null {
  const { kind, shown, many } = optionSpec(name);
  const data = { option: `--${name}`, shown, given: value };
  if (kind.is === "flag") return value === null ? null : fault("value-not-taken", command, data);
  if (value === null || value === "") return fault("value-missing", command, data);
  if (again && !many) return fault("given-twice", command, data);
  return fits(kind, value) ? null : fault("value-bad", command, data);
}

/** ISO 8601: a day, or a day and a time with its zone. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function fits(kind: OptionKind, value: string): boolean {
  switch (kind.is) {
    case "flag":
    case "file":
      return true;
    case "moment":
      return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) && isDay(value);
    case "text":
      return kind.form === null || kind.form.test(value);
    case "number":
      return /^\d{1,9}$/.test(value) && Number(value) >= kind.from && Number(value) <= kind.to;
    case "choice":
      return kind.choices.includes(value);
  }
}

/** The calendar has that day: `Date.parse` reads 30 February as 2 March. */
function isDay(moment: string): boolean {
  const day = moment.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function judgeArguments(command: CommandName, words: readonly string[]): UsageFault | null {
  const { argument, second } = commandSpec(command);
  const extra = words[argument === null ? 0 : second === undefined ? 1 : 2];
  if (extra !== undefined) return fault("argument-extra", command, { command, given: extra });
  if (argument?.needed && words.length === 0) {
    return fault("argument-missing", command, { command, shown: argument.shown });
  }
  return null;
}

/** The options that help and version understand, whatever else stands there. */
function known(given: Given): Args["options"] {
  const flags = given.options
    .map(({ name }) => name)
    .filter((name) => name === "json" || name === "quiet");
  return Object.fromEntries(flags.map((name) => [name, [""]]));
}

function fault(
  why: UsageFault["why"],
  command: CommandName | null,
  data: ProblemData = {},
): UsageFault {
  return { why, command, data };
}

/** Whether a command line is about the embedded world. */
export function isPractice(args: Args): boolean {
  return args.command === "practice" || has(args, "practice");
}
