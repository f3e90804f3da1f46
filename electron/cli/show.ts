import { FEDERATION_CODES } from "../../shared/problems/codes.ts";
import { EXIT } from "../engine/command-result.ts";
import type { Args } from "./args.ts";
import { has, isPractice } from "./args.ts";
import type { Caller } from "./caller.ts";
import type { CommandModule } from "./command.ts";
import type { Envelope } from "./envelope.ts";
import { showProblems, type ShownProblem } from "./show-problems.ts";
import { harmlessAll } from "./harmless.ts";
import { createExplainingScreen } from "./explaining-screen.ts";
import { sameCommand } from "./report/command-line.ts";
import { nextSteps } from "./next-steps.ts";
import type { Screen } from "./screen.ts";
import type { Speak } from "./speak.ts";

/** What tells a finished document to people: the command's own report, and how much is wanted. */
export interface Show {
  readonly screen: Screen;
  readonly speak: Speak;
  readonly args: Args | null;
  readonly module: CommandModule | null;
  readonly caller: Pick<Caller, "stdoutIsTerminal" | "stderrIsTerminal">;
}

/** Findings that the report of their command tells in full. */
const TOLD: ReadonlySet<string> = new Set(["plan-refused", "waiting-for-person"]);

/**
 * Writes a finished document for people. The first line names what the command has to say first and
 * the options that changed whom Homeport believes; the findings stand at the end.
 */
export function showDocument(document: Envelope, given: Show): void {
  const show = given.args?.command === "help" ? given : explaining(given);
  const { screen, speak, args, module } = show;
  const safe = harmlessAll(document);
  const told =
    module === null || args === null ? null : { module, report: { screen, speak, args } };
  const lead = told?.module.lead(safe, told.report) ?? null;
  const first = [inPractice(show), lead, changedTrust(safe, show)].filter((each) => each !== null);
  writeFirst(first, show);
  told?.module.report(safe, told.report);
  const shown = safe.problems.filter((each) => !TOLD.has(each.code) && !isMended(safe, each));
  const offers = args !== null && leadsToPlan(safe, args);
  const findings = nextSteps(shown, { speak, args, offers, name: safe.name });
  showProblems(offers ? findings.map(withoutPlan) : findings, show);
  if (offers) offerPlan(args, show);
}

/** Help names things for whoever looks one up; its lists would drown in meanings. */
function explaining(show: Show): Show {
  return { ...show, screen: createExplainingScreen(show.screen) };
}

const FEDERATION: ReadonlySet<string> = new Set(FEDERATION_CODES);

/**
 * A plan or its refusal is about what is wrong now; of that, people are told only what may stay, and a
 * failing name server: no plan gets round it.
 */
function isMended(
  { command, exit }: Envelope,
  { code, severity }: Envelope["problems"][number],
): boolean {
  const isMade = exit === EXIT.good || (exit === EXIT.bad && !code.endsWith("-lookup-error"));
  return command === "plan" && isMade && severity !== "warning" && FEDERATION.has(code);
}

/** The plan is offered once, below all findings. */
function withoutPlan(found: ShownProblem): ShownProblem {
  return { ...found, next: found.next.replaceAll(/`homeport plan[^`]*`/g, "`plan`") };
}

/** After a look that found others kept away, the one next step is the plan. */
function leadsToPlan({ command, problems }: Envelope, args: Args): boolean {
  const looks = command === "check" || command === "look" || command === "eras";
  const isBroken = problems.some(
    ({ code, severity }) => severity === "error" && LEADS_TO_PLAN.has(code),
  );
  const isOffline = has(args, "world") || has(args, "facts");
  return looks && isBroken && !isOffline;
}

function offerPlan(args: Args, { screen, speak }: Show): void {
  screen.gap();
  screen.say(speak.say("faqReport.plan"));
  screen.command(sameCommand("plan", args, []), 2);
}

/** Findings that a plan does something about. */
const LEADS_TO_PLAN: ReadonlySet<string> = new Set(
  FEDERATION_CODES.filter((code) => /^(well-known|srv|cert|port|tls)-/.test(code)),
);

/** Whoever reads line by line gets it all in the first line; on a terminal each stands by itself, wrapped. */
function writeFirst(texts: readonly string[], { screen, caller }: Show): void {
  if (texts.length === 0) {
    // The report does not stick to the progress above it.
    if (caller.stdoutIsTerminal && caller.stderrIsTerminal) screen.gap();
    return;
  }
  if (caller.stdoutIsTerminal) for (const text of texts) screen.say(text);
  else screen.verbatim(screen.style("bold", texts.join(" ")));
  if (caller.stdoutIsTerminal) screen.gap();
}

function changedTrust(document: Envelope, { speak }: Show): string | null {
  const { caFiles, dnsServers, connectTo, acmeDirectory } = document.trust;
  const options = [
    ...caFiles.map((each) => `--ca-file ${each}`),
    ...dnsServers.map((each) => `--dns-server ${each}`),
    ...connectTo.map((each) => `--connect-to ${each}`),
    ...(acmeDirectory === null ? [] : [`--acme-directory ${acmeDirectory}`]),
  ];
  return options.length === 0
    ? null
    : speak.say("shell.changed-trust", { options: options.join(", ") });
}

/** The mark of practice, unless it stands in the same terminal above the progress already. */
function inPractice({ speak, args, caller }: Show): string | null {
  if (args === null || !isPractice(args)) return null;
  const isAbove = !has(args, "quiet") && !has(args, "events");
  const isSeen = isAbove && caller.stdoutIsTerminal && caller.stderrIsTerminal;
  return isSeen ? null : speak.say("shell.practice");
}
