import type { PlanDocument, SpokenStep } from "../../../shared/api/plan-documents.ts";
import { consentsOf } from "./plan-texts.ts";
import { hasWayBack, stepTitle, wayBackOf } from "./step-title.ts";
import type { Report } from "../command.ts";

/** A plan as a Markdown page to take away, print or send. Texts of others stand in code spans and fences alone. */
export function planAsMarkdown(plan: PlanDocument, report: Report): string {
  const { speak } = report;
  const title = `# ${speak.say("plan.title", { name: code(plan.name ?? "") })}`;
  if (plan.refusal !== null) {
    const items = (texts: readonly { readonly text: string }[]): string =>
      [...new Set(texts.map(({ text }) => `- ${plain(text)}`))].join("\n");
    const helps = `## ${speak.say("plan.would-help")}\n\n${items(plan.refusal.wouldHelp)}`;
    return [title, items(plan.refusal.reasons), helps].join("\n\n");
  }
  const way = plan.delegation;
  const values = {
    name: code(plan.name ?? ""),
    host: code(way?.delegatedName ?? ""),
    port: way?.port ?? "",
  };
  const lead = way === null ? "" : speak.sayCode("ways", way.method, values);
  const digest =
    plan.digest === null ? "" : `${speak.say("approval.digest")}: ${code(plan.digest)}`;
  const steps = plan.steps.map((step, index) => stepAsMarkdown(step, index + 1, report));
  const body = steps.length === 0 ? [speak.say("plan.nothing-to-do")] : steps;
  const consents = consentsOf(plan).map((text) => `- ${plain(text)}`);
  const agreed =
    consents.length === 0 ? [] : [`## ${speak.say("plan.consents")}`, consents.join("\n")];
  return [title, lead, ...body, ...agreed, digest].filter((each) => each !== "").join("\n\n");
}

function stepAsMarkdown(step: SpokenStep, number: number, { speak }: Report): string {
  const who = speak.sayCode("who", step.who);
  const parts = [
    `## ${number}. ${plain(stepTitle(step, speak))} (${who})`,
    plain(step.reason),
    ...(step.after === null ? [] : [fence(step.after)]),
    ...(typeof step.undo === "string" && hasWayBack(step)
      ? [`${speak.say("plan.undo")} ${plain(step.undo)}`]
      : []),
    ...(typeof step.irreversible === "string"
      ? [`${speak.say(wayBackOf(step))} ${plain(step.irreversible)}`]
      : []),
  ];
  return parts.join("\n\n");
}

/** Signs that Markdown or HTML would act on are written so that they do not. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|!&~]/g, (sign) => `\\${sign}`).replaceAll("\n", " ");
}

function code(text: string): string {
  const ticks = "`".repeat(longestRun(text) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${pad}${text.replaceAll("\n", " ")}${pad}${ticks}`;
}

function fence(text: string): string {
  const ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}\n${text.replace(/\n$/, "")}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
