import { Progress } from "@mantine/core";
import type { ApplyState } from "../../shared/api/wizard-views.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { useNow } from "../parts/use-now.ts";
import { useEngine } from "../state/use-engine.ts";
import type { Page } from "../state/wizard.ts";
import { useWords, type Words } from "../words/use-words.ts";
import { RunLog } from "./run-log.tsx";
import { RunSteps } from "./run-steps.tsx";
import { titleOfStep } from "./step-title.ts";
import { StopButton } from "./stop-button.tsx";
import { clockOf } from "./time-passed.ts";

type Row = ApplyState["steps"][number];

/** States of steps at which nothing more is to be done. */
const ENDED: ReadonlySet<Row["state"]> = new Set(["done", "undone", "stays"]);

/** A run under way: the step in hand, all steps, and what happens on the machine. */
export function ApplyRunning() {
  const words = useWords();
  const { page } = useEngine();
  const { apply } = page;
  const now = useNow(1000);
  const done = apply.steps.filter(({ state }) => ENDED.has(state)).length;
  const total = apply.steps.length;
  const title = titleOf(page, words);
  const here = inHand(apply)?.id ?? null;
  const at = apply.steps.findIndex(({ id }) => id === here);
  const place = at === -1 ? "" : words.say("wizard.apply.place", { at: at + 1, of: total });
  const passed = apply.began === null ? 0 : Math.max(0, (now - Date.parse(apply.began)) / 1000);
  return (
    <WizardFrame
      station="apply"
      title={title}
      locked
      live={`${place} ${title}`.trim()}
      next={apply.kind === "undo" ? undefined : <StopButton />}
    >
      <div className="stack">
        <div className="row between top">
          <Heading lead={`${place} ${words.say("wizard.apply.watch")}`.trim()}>{title}</Heading>
          <p
            className="num h2 ink2"
            role="timer"
            aria-live="off"
            aria-label={words.say("wizard.apply.passed")}
          >
            {clockOf(passed)}
          </p>
        </div>
        <Progress
          value={total === 0 ? 0 : (100 * done) / total}
          size={8}
          radius={4}
          color="var(--hp-accent)"
          aria-label={words.say("wizard.apply.progress")}
          styles={{ root: { background: "var(--hp-sunken)" } }}
        />
        <div className="split even">
          <RunSteps title={words.say("wizard.apply.steps")} inHand={here} />
          <RunLog />
        </div>
      </div>
    </WizardFrame>
  );
}

function titleOf({ apply }: Page, words: Words): string {
  if (apply.stage === "looking") return words.say("wizard.apply.looking");
  if (apply.stage === "stopping")
    return words.say(apply.changes > 0 ? "wizard.apply.undoing" : "wizard.apply.ending");
  const row = inHand(apply);
  if (row !== undefined) return titleOfStep(row, words);
  return words.say(apply.kind === "undo" ? "wizard.apply.undoing" : "wizard.apply.beginning");
}

/** The step in hand; between two steps the one that comes next. None before the first has begun. */
function inHand({ stage, kind, step, steps }: Page["apply"]): Row | undefined {
  if (stage === "looking" || stage === "stopping" || kind === "undo") return undefined;
  const named = steps.find(({ id }) => id === step);
  const isBegun = steps.some(({ state }) => state !== "pending");
  if (named !== undefined || !isBegun) return named;
  return steps.find(({ state }) => state === "pending") ?? steps.at(-1);
}
