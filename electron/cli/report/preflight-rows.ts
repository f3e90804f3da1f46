import type { Run } from "../../../shared/api/run-documents.ts";
import type { Speak } from "../speak.ts";

type Check = Run["preflight"][number];

/** The checks as rows of two: what was looked at, and how it stands with what was seen of it. */
export function preflightRows(
  checks: Run["preflight"],
  speak: Pick<Speak, "say" | "sayCode">,
): readonly (readonly [string, string])[] {
  return checks.map((each) => {
    const hasOther = checks.some((other) => other !== each && keyOf(other) === keyOf(each));
    const from = hasOther ? ` (${speak.sayCode("preflightFrom", each.seenFrom)})` : "";
    const subject = subjectOf(each);
    const found = each.problem?.title ?? each.seen?.text ?? "";
    const about = [...(subject === "" ? [] : [subject]), ...(found === "" ? [] : [found])];
    const state = speak.sayCode("states", each.state);
    const said = about.length === 0 ? state : `${state}: ${about.join(", ")}${from}`;
    return [speak.sayCode("preflight", each.check), said];
  });
}

function keyOf(check: Check): string {
  return `${check.check} ${subjectOf(check)}`;
}

function subjectOf({ subject }: Check): string {
  return typeof subject === "string" ? subject : "";
}
