import type { Args } from "./args.ts";
import type { Envelope } from "./envelope.ts";
import { sameCommand, word } from "./report/command-line.ts";
import type { ShownProblem } from "./show-problems.ts";
import type { Speak } from "./speak.ts";

type Found = Envelope["problems"][number];

/** What the next steps of findings turn on. */
export interface Leading {
  readonly speak: Speak;
  readonly args: Args | null;
  /** The plan is offered below the findings. */
  readonly offers: boolean;
  /** The server name of the document. */
  readonly name: string | null;
}

/**
 * The findings for people, each with a next step that goes the way of the others: nobody is sent to a
 * port or a website that the plan does without, and an approval is a command that can be copied.
 */
export function nextSteps(problems: readonly Found[], leading: Leading): readonly ShownProblem[] {
  return problems
    .filter((each) => !isOfNoAddress(each, problems))
    .map((each) => ({ ...each, ...nextOf(each, problems, leading) }));
}

/** The website of a name without an address: the address is what is missing, and told. */
function isOfNoAddress({ code, data }: Found, problems: readonly Found[]): boolean {
  return (
    code === "well-known-unreachable" &&
    problems.some((each) => each.code === "dns-no-address" && each.data["host"] === data["host"])
  );
}

function nextOf(
  found: Found,
  problems: readonly Found[],
  { speak, args, offers, name }: Leading,
): Pick<ShownProblem, "next" | "commands"> {
  const { code, data, next } = found;
  // Where others are not led to the machine yet, a closed port is that of another one.
  if (code.startsWith("port-") && problems.some((each) => each.code === "well-known-missing"))
    return { next: speak.say("shell.next-unled") };
  if (code === "client-unreachable" && offers) return { next: speak.say("shell.next-client") };
  if ((code === "approval-missing" || code === "approval-differs") && data["declined"] !== true)
    return args === null ? { next } : approveNext(args, name, String(data["digest"]), speak);
  return { next };
}

/** How to read what is to be approved, and how to approve exactly that. */
function approveNext(
  args: Args,
  name: string | null,
  digest: string,
  speak: Speak,
): Pick<ShownProblem, "next" | "commands"> {
  const { command } = args;
  const isOwn = command === "renew" || command === "undo";
  const read = isOwn
    ? sameCommand(command, args, ["--dry-run"])
    : sameCommand("plan", { ...args, argument: name }, ["--explain"]);
  const file = args.options.plan?.map((each) => `--plan ${word(each)}`) ?? [];
  const approve = sameCommand(command, args, [...file, `--approve ${digest}`]);
  return { next: speak.say("shell.next-approve"), commands: [read, approve] };
}
