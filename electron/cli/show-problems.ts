import { has, type Args } from "./args.ts";
import type { Screen, Style } from "./screen.ts";
import type { Speak, SpokenProblem } from "./speak.ts";

/** What is shown of a finding. */
export type ShownProblem = Pick<
  SpokenProblem,
  "severity" | "title" | "meaning" | "next" | "evidence"
>;

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
  for (const each of sorted) showProblem(each, show);
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
    screen.verbatim(problem.evidence, 4);
  }
  if (problem.next === "") return;
  screen.say(problem.next, {
    indent: 2,
    first: `${speak.say("shell.next")} `,
    apart: true,
  });
}
