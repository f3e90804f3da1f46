import { Collapse } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type {
  AskPersonStep,
  ObtainCertificateStep,
  Plan,
  Reason,
  Step,
} from "../../shared/plan/plan.ts";
import type { AskedThings } from "../../shared/words/message-parts.ts";
import { DiffView } from "../parts/diff-view.tsx";
import { Note } from "../parts/glyph.tsx";
import { Who } from "../parts/who.tsx";
import { Mono } from "../parts/wrap.tsx";
import { useWords, type Words } from "../words/use-words.ts";
import { AskedMessage } from "./asked-message.tsx";
import { OwnTask } from "./own-task.tsx";
import { changesByPhase, changesOf } from "./plan-facts.ts";
import { stepPlace, stepTitle } from "./step-title.ts";

/** The changes in their order, by phase. */
export function PlanChanges({ plan }: { readonly plan: Plan }) {
  const words = useWords();
  const changes = changesOf(plan);
  const phases = changesByPhase(plan);
  const undoable = changes.filter(({ who, undo }) => who === "homeport" && undo !== null).length;
  const open = smallest(changes);
  return (
    <section className="card" aria-labelledby="changes">
      <div className="card-h">
        <h2 className="h2" id="changes">
          {words.say("wizard.plan.changes", { count: changes.length })}
        </h2>
        <span className="small ink3">{words.say("wizard.plan.undoable", { count: undoable })}</span>
      </div>
      <div className="chg-list">
        {phases.map(({ number, steps }) => (
          <div key={number}>
            {phases.length > 1 && (
              <h3 className="cap">{words.say("wizard.plan.phase", { phase: number })}</h3>
            )}
            {steps.map((step) => (
              <Change key={step.id} step={step} name={plan.serverName} first={step.id === open} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function size({ after }: Step): number {
  return after?.length ?? 0;
}

/** The id of the smallest change to a file, which is open at the start. */
function smallest(steps: readonly Step[]): string | null {
  const files = steps.filter(({ kind, after }) => kind === "write-file" && after !== null);
  return files.toSorted((a, b) => size(a) - size(b))[0]?.id ?? null;
}

interface ChangeProps {
  readonly step: Step;
  readonly name: string;
  readonly first: boolean;
}

function Change({ step, name, first }: ChangeProps) {
  const words = useWords();
  const [open, setOpen] = useState(first);
  const id = useId();
  return (
    <div className="chg">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={18} className="chev" aria-hidden />
        <span>
          <span className="t">{stepTitle(step, words)}</span>
          <span className="r">{words.reason(step.reason)}</span>
        </span>
        <Who who={step.who} />
      </button>
      <Collapse expanded={open} transitionDuration={0} id={id}>
        <div className="body stack g12">
          <Inside step={step} name={name} />
        </div>
      </Collapse>
    </div>
  );
}

function Inside({ step, name }: { readonly step: Step; readonly name: string }) {
  const words = useWords();
  // What stands there of a certificate is its names, not a text of a file.
  const hasDiff = step.kind !== "obtain-certificate" && step.before !== step.after;
  return (
    <>
      {step.kind === "ask-person" ? (
        <Asked step={step} name={name} />
      ) : (
        hasDiff && <DiffView file={stepPlace(step)} before={step.before} after={step.after} />
      )}
      {step.kind === "obtain-certificate" && <CertificateFiles step={step} />}
      <dl className="facts">
        <dt>{words.say("wizard.plan.others-see")}</dt>
        <dd>{whenSeen(step, words)}</dd>
        {step.check !== null && (
          <>
            <dt>{words.say("wizard.plan.shown-by")}</dt>
            <dd>{words.reason(step.check)}</dd>
          </>
        )}
        {step.undo !== null && (
          <>
            <dt>{words.say("wizard.plan.way-back")}</dt>
            <dd>{words.reason(step.undo)}</dd>
          </>
        )}
      </dl>
      {step.irreversible !== null && <Irreversible why={step.irreversible} />}
    </>
  );
}

/** A message to whoever has to be asked; of one's own step, what is to be done. */
function Asked({ step, name }: { readonly step: AskPersonStep; readonly name: string }) {
  if (step.who === "you") return <OwnTask {...askedOf(step)} />;
  return <AskedMessage {...askedOf(step)} name={name} />;
}

function askedOf({ files, records, retires = [], renews }: AskPersonStep): AskedThings {
  return { files, records, retires: retires.map(({ url }) => url), renews: renews ?? null };
}

/** Whoever does a step by hand takes it back by hand; what stays for good is warned of. */
function Irreversible({ why }: { readonly why: Reason }) {
  const words = useWords();
  const isByHand = why.code === "irreversible-person" || why.code === "irreversible-record";
  return (
    <Note state={isByHand ? "info" : "warn"}>
      <p>
        {!isByHand && <b>{words.say("plan.irreversible")} </b>}
        {words.reason(why)}
      </p>
    </Note>
  );
}

/** Where the two files of a certificate are; somebody's own are put there by hand. */
function CertificateFiles({ step }: { readonly step: ObtainCertificateStep }) {
  const words = useWords();
  return (
    <div className="stack g4">
      {step.issuer === "own" && <p className="second">{words.say("wizard.plan.own-files")}</p>}
      <dl className="facts">
        <dt>{words.say("wizard.plan.own-chain")}</dt>
        <dd>
          <Mono>{`${step.path}/fullchain.pem`}</Mono>
        </dd>
        <dt>{words.say("wizard.plan.own-key")}</dt>
        <dd>
          <Mono>{`${step.path}/privkey.pem`}</Mono>
        </dd>
      </dl>
    </div>
  );
}

/** When others notice: a file or a key on the machine shows only by a later step. */
function whenSeen({ kind, visibleAfterSeconds: seconds }: Step, words: Words): string {
  if (seconds > 0) return words.say("plan.visible", { span: words.span(seconds) });
  const isInside = kind === "write-file" || kind === "order-key" || kind === "obtain-certificate";
  return words.say(isInside ? "wizard.plan.seen-later" : "wizard.plan.seen-at-once");
}
