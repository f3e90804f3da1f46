import type { PlanDocument } from "../../../shared/api/plan-documents.ts";
import { zoneText } from "../../../shared/render/zone-records.ts";
import type { Report } from "../command.ts";

/** The records of a plan as lines of a zone file; what goes is a comment. */
export function planAsZone(plan: PlanDocument, { speak }: Report): string {
  const records = plan.publish?.records ?? [];
  const head = comment(speak.say("zone.title", { name: plan.name ?? "" }));
  if (records.length === 0) return `${head}\n${comment(speak.say("zone.empty"))}`;
  const lines = records.map((record) => {
    const line = zoneText([record]).trimEnd();
    const change = speak.sayCode("changes", record.change);
    return record.change === "remove" ? comment(`${change}: ${line}`) : `${line} ; ${change}`;
  });
  return [head, ...lines].join("\n");
}

/** A text that stays a comment whatever stands in it. */
function comment(text: string): string {
  return `; ${text.replaceAll("\n", " ")}`;
}
