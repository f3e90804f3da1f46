import type { Args } from "./args.ts";
import { has } from "./args.ts";
import type { CommandModule } from "./command.ts";
import type { Envelope } from "./envelope.ts";
import { harmlessAll } from "./harmless.ts";
import type { Screen, Style } from "./screen.ts";
import type { Speak, SpokenProblem } from "./speak.ts";

/** What tells a finished document to people: the command's own report, and how much is wanted. */
export interface Show {
  readonly screen: Screen;
  readonly speak: Speak;
  readonly args: Args | null;
  readonly module: CommandModule | null;
}

const MARKS: { readonly [severity in SpokenProblem["severity"]]: readonly [string, Style] } = {
  error: ["✗", "red"],
  warning: ["!", "yellow"],
  info: ["i", "cyan"],
};

/**
 * Writes a finished document for people. The first line names what the command has to say first and
 * the options that changed whom Homeport believes; the findings stand at the end.
 */
export function showDocument(document: Envelope, show: Show): void {
  const { screen, speak, args, module } = show;
  const safe = harmlessAll(document);
  const told =
    module === null || args === null ? null : { module, report: { screen, speak, args } };
  const lead = told?.module.lead(safe, told.report) ?? null;
  const first = [lead, changedTrust(safe, show)].filter((each) => each !== null).join(" ");
  if (first !== "") screen.verbatim(screen.style("bold", first));
  told?.module.report(safe, told.report);
  showProblems(safe.problems, show);
}

/** Writes findings, the worst first, each with its one next step. */
export function showProblems(problems: readonly SpokenProblem[], show: Omit<Show, "module">): void {
  const order = ["error", "warning", "info"];
  const sorted = problems.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  for (const each of sorted) showProblem(each, show);
}

function showProblem(problem: SpokenProblem, { screen, speak, args }: Omit<Show, "module">): void {
  const [mark, style] = MARKS[problem.severity];
  screen.say(screen.style("bold", problem.title), { first: `${screen.style(style, mark)} ` });
  screen.say(problem.meaning, { indent: 2 });
  if (
    problem.evidence !== null &&
    args !== null &&
    (has(args, "verbose") || problem.severity === "error")
  ) {
    screen.say(speak.say("shell.seen"), { indent: 2 });
    screen.verbatim(problem.evidence, 4);
  }
  screen.say(problem.next, { indent: 2, first: `${speak.say("shell.next")} ` });
}

function changedTrust(document: Envelope, { speak, args }: Show): string | null {
  const { caFiles, dnsServers, connectTo, acmeDirectory } = document.trust;
  const options = [
    ...caFiles.map((each) => `--ca-file ${each}`),
    ...dnsServers.map((each) => `--dns-server ${each}`),
    ...connectTo.map((each) => `--connect-to ${each}`),
    ...(acmeDirectory === null ? [] : [`--acme-directory ${acmeDirectory}`]),
  ];
  const practice = args !== null && (args.command === "practice" || has(args, "practice"));
  const parts = [
    ...(practice ? [speak.say("shell.practice")] : []),
    ...(options.length === 0
      ? []
      : [speak.say("shell.changed-trust", { options: options.join(", ") })]),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}
