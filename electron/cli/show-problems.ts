import { has, type Args } from "./args.ts";
import { wrap, type Screen, type Style } from "./screen.ts";
import type { Speak, SpokenProblem } from "./speak.ts";

/** What is shown of a finding. */
export type ShownProblem = Pick<
  SpokenProblem,
  "severity" | "title" | "meaning" | "next" | "evidence"
> & {
  /** Command lines of the next step, in their order. */
  readonly commands?: readonly string[];
};

/** What findings are shown with. */
export interface ShowProblems {
  readonly screen: Screen;
  readonly speak: Speak;
  readonly args: Args | null;
  /** Leave a line free before the first. */
  readonly gap?: boolean;
}

const MARKS: { readonly [severity in SpokenProblem["severity"]]: readonly [string, Style] } = {
  error: ["✗", "red"],
  warning: ["!", "yellow"],
  info: ["i", "cyan"],
};

/** Writes findings, the worst first, each with its one next step. */
export function showProblems(problems: readonly ShownProblem[], show: ShowProblems): void {
  const order = ["error", "warning", "info"];
  const sorted = problems.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  if (show.gap === true && sorted.length > 0) show.screen.gap();
  const told = new Set<string>();
  for (const each of sorted) {
    const { evidence } = each;
    showProblem(evidence !== null && told.has(evidence) ? { ...each, evidence: null } : each, show);
    if (evidence !== null) told.add(evidence);
  }
}

function showProblem(problem: ShownProblem, { screen, speak, args }: ShowProblems): void {
  const [mark, style] = MARKS[problem.severity];
  screen.say(screen.style("bold", problem.title), { first: `${screen.style(style, mark)} ` });
  screen.say(problem.meaning, { indent: 2 });
  if (
    problem.evidence !== null &&
    args !== null &&
    (has(args, "verbose") || problem.severity === "error")
  ) {
    screen.say(speak.say("shell.seen"), { indent: 2 });
    for (const line of problem.evidence.split("\n")) writeEvidence(line, screen);
  }
  if (problem.next === "") return;
  screen.say(problem.next, {
    indent: 2,
    first: `${speak.say("shell.next")} `,
    apart: true,
  });
  for (const command of problem.commands ?? []) screen.command(command, 4);
}

/** What was seen stays as it was; only a line that is too wide is broken, between words. */
function writeEvidence(line: string, screen: Screen): void {
  const indent = 4;
  const width = screen.width - indent;
  for (const part of line.length > width ? wrap(line, width) : [line])
    screen.verbatim(part, indent);
}
