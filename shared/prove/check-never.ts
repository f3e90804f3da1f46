import { worldName } from "../facts/world-keys.ts";
import type { World } from "../facts/world-types.ts";
import type { Plan, PublishedFile, RecordChange, Step } from "../plan/plan.ts";
import { readSrvValue } from "./srv-value.ts";
import { violation, type Violation } from "./violation.ts";
import type { Walk } from "./walk.ts";

/** Check 4: nothing of the list of what is never written (design section 3) is in a plan. */
export function checkNever(plan: Plan, walk: Walk): readonly Violation[] {
  const end = walk.steps.at(-1)?.after.world ?? walk.begin.world;
  return [
    ...plan.publish.records.flatMap((record) => toAlias(end, record, null)),
    ...plan.steps.flatMap((step) => inStep(end, step)),
  ];
}

function inStep(end: World, step: Step): readonly Violation[] {
  return [
    ...filesOf(step).flatMap((file) => inDocument(file.content, step.id)),
    ...recordsOf(step).flatMap((record) => toAlias(end, record, step.id)),
    ...(step.kind === "write-file" ? inText(step.file.content, step.id) : []),
  ];
}

function filesOf(step: Step): readonly PublishedFile[] {
  return step.kind === "publish-file" || step.kind === "ask-person" ? step.files : [];
}

function recordsOf(step: Step): readonly RecordChange[] {
  if (step.kind === "dns-record") return [step.record];
  return step.kind === "ask-person" ? step.records : [];
}

function inText(content: string, step: string): readonly Violation[] {
  const keys = /^[ \t]*(no_tls|acme)[ \t]*:/m.exec(content);
  const found = keys === null ? [] : [violation("4 never-list", `${keys[1]}:`, { step })];
  return [...found, ...inDocument(content, step)];
}

function inDocument(content: string, step: string): readonly Violation[] {
  return [...content.matchAll(/"m\.server"\s*:\s*"([^"]*)"/g)].flatMap((said) =>
    portless(said[1] ?? "", step),
  );
}

function portless(server: string, step: string | null): readonly Violation[] {
  if (/:\d{1,5}$/.test(server)) return [];
  return [
    violation("4 never-list", `m.server without a port: ${server}`, step === null ? {} : { step }),
  ];
}

/** An SRV record that the plan writes and whose target is an alias at the end. */
function toAlias(end: World, record: RecordChange, step: string | null): readonly Violation[] {
  if (record.type !== "SRV" || record.change === "keep" || record.change === "remove") return [];
  const target = worldName(readSrvValue(record.value).target);
  const entry = Object.hasOwn(end.dns, target) ? end.dns[target] : undefined;
  if ((entry?.cname ?? null) === null) return [];
  return [violation("4 never-list", `SRV to the alias ${target}`, step === null ? {} : { step })];
}
