import { IconArrowBackUp } from "@tabler/icons-react";
import type { ApplyState } from "../../shared/api/wizard-views.ts";
import { Glyph } from "../parts/glyph.tsx";
import { Broken, Wrap } from "../parts/wrap.tsx";
import { useNow } from "../parts/use-now.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { titleOfStep } from "./step-title.ts";
import { clockOf } from "./time-passed.ts";

type Row = ApplyState["steps"][number];

const LOOKS: { readonly [state in Row["state"]]: string } = {
  pending: "ahead",
  started: "here",
  done: "done",
  failed: "bad",
  waiting: "here",
  undone: "back",
  stays: "done",
};

/** States whose evidence stands under the step; of the others the receipt has it. */
const SHOWS_EVIDENCE: ReadonlySet<Row["state"]> = new Set(["started", "failed", "waiting"]);

/** The steps of a run with how each stands and how long it took. */
export function RunSteps({
  title,
  shown = false,
  inHand = null,
  cut = false,
}: {
  readonly title: string;
  /** The step that the heading speaks of: between two steps the one that comes next. */
  readonly inHand?: string | null;
  /** Nobody works on it now: whether the step that was begun has had its effect is not known. */
  readonly cut?: boolean;
  /** The title stands over the steps; else it is for screen readers alone. */
  readonly shown?: boolean;
}) {
  const words = useWords();
  const { page } = useEngine();
  return (
    <section className="card is-lift" aria-label={title}>
      <h2 className={shown ? "h3" : "vh"}>{title}</h2>
      <ol className="steps">
        {page.apply.steps
          .map((row) => atHand(row, inHand))
          .map((row) => (
            <li
              key={row.id}
              className={LOOKS[row.state]}
              aria-current={row.state === "started" ? "step" : undefined}
            >
              <span className="ic">
                <StepMark state={row.state} cut={cut} />
              </span>
              <span>
                <Broken text={titleOfStep(row, words)} />
                <StepWord row={row} />
                {row.evidence !== null && SHOWS_EVIDENCE.has(row.state) && (
                  <span className="d">
                    <Wrap text={shortEvidence(row.evidence)} />
                  </span>
                )}
              </span>
              {!cut && <StepTime row={row} />}
            </li>
          ))}
      </ol>
    </section>
  );
}

/** The word of a state, which the shape tells the eye already, but for what no undoing takes back. */
function StepWord({ row: { kind, state } }: { readonly row: Row }) {
  const words = useWords();
  if (state !== "stays") return <span className="vh">, {words.sayCode("states", state)}</span>;
  const isIssued = kind === "obtain-certificate";
  return (
    <>
      <span className="vh">, </span>
      <span className="d">{words.say(isIssued ? "states.issued" : "states.stays")}</span>
    </>
  );
}

function atHand(row: Row, inHand: string | null): Row {
  return row.id === inHand && row.state === "pending" ? { ...row, state: "started" } : row;
}

/** Evidence without the length of its hashes; the receipt has them whole. */
function shortEvidence(evidence: string): string {
  return evidence
    .replace(/\b([0-9a-f]{8})[0-9a-f]{24,}\b/gi, "$1…")
    .replace(/\b((?:[0-9A-F]{2}:){4})(?:[0-9A-F]{2}:?){8,}/g, "$1…");
}

function StepMark({ state, cut }: { readonly state: Row["state"]; readonly cut: boolean }) {
  switch (state) {
    case "done":
      return <Glyph state="ok" size={20} />;
    case "started":
      return <Glyph state={cut ? "unknown" : "busy"} size={20} />;
    case "failed":
      return <Glyph state="bad" size={20} />;
    case "waiting":
      return <Glyph state="wait" size={20} />;
    case "stays":
      return <Glyph state="info" size={20} />;
    case "undone":
      return <IconArrowBackUp size={19} aria-hidden />;
    case "pending":
      return <span className="dot" aria-hidden />;
  }
}

function StepTime({ row }: { readonly row: Row }) {
  const words = useWords();
  const now = useNow(1000);
  if (row.state === "started" && row.since !== null)
    return <span className="tm">{clockOf(Math.max(0, (now - Date.parse(row.since)) / 1000))}</span>;
  if (row.state !== "done" || row.seconds < 0.5) return <span className="tm" />;
  return (
    <span className="tm">
      {words.say("wizard.apply.seconds", { seconds: Math.round(row.seconds) })}
    </span>
  );
}
