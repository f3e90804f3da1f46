import type { MachineName } from "../../shared/api/wizard-parts.ts";
import type { LogLine, StepRow } from "../../shared/api/wizard-views.ts";
import { stepNameOf } from "../../shared/words/step-name.ts";
import { withoutIsolates } from "../words/isolated.ts";
import type { Words } from "../words/use-words.ts";

/** What the lines of a log speak of: the steps of the run, and the machines by `user@host:port` (null: not signed in). */
export interface LogOf {
  readonly steps: readonly Pick<StepRow, "id" | "kind" | "who">[];
  readonly machines: { readonly [name in MachineName]: string | null };
}

/** Each line as a sentence, as it is shown, searched and copied: what happens, where, and for which step. */
export function logTexts(lines: readonly LogLine[], of: LogOf, words: Words): readonly string[] {
  let inHand: string | null = null;
  return lines.map((line) => {
    if (line.event === "operation") {
      const step = line.step ?? inHand;
      const what = operationText(line, of, words);
      return withoutIsolates(
        step === null
          ? what
          : words.say("wizard.log.of-step", { what, step: titleOf(step, line, of, words) }),
      );
    }
    const isUnderWay = line.event === "started" || line.event === "undoing";
    inHand = isUnderWay ? line.step : null;
    return withoutIsolates(eventText(line, of, words));
  });
}

function eventText(line: LogLine, of: LogOf, words: Words): string {
  const { event, step, data } = line;
  const { path, seconds, code, outcome } = data;
  const form = event === "undoing" && typeof path === "string" ? "undoing-path" : event;
  return words.sayCode("wizard.log", form, {
    ...data,
    step: step === null ? "" : titleOf(step, line, of, words),
    seconds: typeof seconds === "number" ? Math.round(seconds * 10) / 10 : null,
    why: typeof code === "string" ? (words.find(`problems.${code}`, "title") ?? code) : "",
    outcome: typeof outcome === "string" ? words.sayCode("outcomes", outcome) : "",
  });
}

function operationText({ data }: LogLine, { machines }: LogOf, words: Words): string {
  const { operation, machine, ca, seen } = data;
  const name = String(operation);
  const about = ca ?? (typeof seen === "boolean" ? (seen ? "seen" : "unseen") : null);
  const form = about === null ? name : `${name}-${String(about)}`;
  const which = machine === "web" ? "web" : "host";
  const place = placeOf(machines[which]) ?? words.sayCode("wizard.log-machine", which);
  return words.sayCode("wizard.log-operation", form, { ...data, machine: place });
}

/** The host of `user@host:port`. */
function placeOf(target: string | null): string | null {
  return target === null ? null : target.replace(/^[^@]*@/, "").replace(/:\d+$/, "");
}

function titleOf(step: string, { data }: LogLine, { steps }: LogOf, words: Words): string {
  const row = steps.find(({ id }) => id === step);
  return stepNameOf(step, { kind: row?.kind, who: row?.who, ...data }, words);
}
