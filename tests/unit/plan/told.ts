import type { Plan, Reason, Step } from "../../../shared/plan/plan.ts";

/** A step as a person would retell it, one fact a line; empty facts are left out. */
export function told(step: Step): readonly string[] {
  const taken = step.irreversible === null ? step.undo : step.irreversible;
  return [
    `${step.phase} ${step.who}: ${step.kind} ${step.id}${after(step)}`,
    `  why ${said(step.reason)}`,
    ...details(step).map((each) => `  ${each}`),
    ...(step.visibleAfterSeconds > 0 ? [`  seen after ${step.visibleAfterSeconds} s`] : []),
    `  ${step.irreversible === null ? "undo" : "for good"} ${said(taken)}`,
    `  done when ${said(step.check)}`,
  ];
}

/** Every step of a plan, retold. */
export function toldPlan(plan: Plan): readonly string[] {
  return plan.steps.flatMap(told);
}

/** A reason as its code and the values it names: `certificate-name name=example.com`. */
export function said(reason: Reason | null): string {
  if (reason === null) return "nothing";
  const data = Object.entries(reason.data).map(([key, value]) => `${key}=${String(value)}`);
  return [reason.code, ...data].join(" ");
}

function after(step: Step): string {
  return step.needs.length === 0 ? "" : ` after ${step.needs.join(", ")}`;
}

function details(step: Step): readonly string[] {
  switch (step.kind) {
    case "write-file":
      return [`${step.file.what} ${step.file.path}`];
    case "order-key":
      return [`names ${step.names.join(", ")} in ${step.path}`];
    case "obtain-certificate":
      return [
        `names ${step.names.join(", ")} in ${step.path}`,
        `by ${step.issuer} ${step.challenge} ${step.answerBy}, key for ${step.keyReader ?? "root"}`,
      ];
    case "publish-file":
      return [...lines(step), ...step.files.map((file) => `on ${step.on}: ${file.path}`)];
    case "dns-record":
      return lines(step);
    case "control-service":
      return [`${step.action} ${step.unit} (${step.service}), opens ${step.opens.join(", ")}`];
    case "ask-person":
      return [...lines(step), ...step.ports.map((port) => `port ${port}`)];
    case "wait":
      return [`${step.seconds} s`];
    case "prove":
      return [step.what];
  }
}

/** What stands there before and after, line by line. */
function lines(step: Step): readonly string[] {
  const marked = (text: string | null, mark: string): readonly string[] =>
    (text ?? "").split("\n").flatMap((line) => (line.trim() === "" ? [] : [`${mark} ${line}`]));
  return [...marked(step.before, "-"), ...marked(step.after, "+")];
}
