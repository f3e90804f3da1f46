import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { ApplyState } from "../../shared/api/wizard-views.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Glyph, Is, Pill } from "../parts/glyph.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useNow } from "../parts/use-now.ts";
import { Wrap } from "../parts/wrap.tsx";
import { MiniRoute } from "../route/mini-route.tsx";
import { wayUpTo } from "../route/way-while-looking.ts";
import { isAsked } from "../../shared/words/message-parts.ts";
import { missingLogin } from "../state/missing-login.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { AskedMessage } from "./asked-message.tsx";
import { OwnTask } from "./own-task.tsx";
import { RunSteps } from "./run-steps.tsx";
import { UndoRun } from "./undo-run.tsx";

type Waiting = NonNullable<ApplyState["waiting"]>;

/** The run waits for a person or a cache: what to send, whether it is there, and what goes on by itself. */
export function ApplyWaiting() {
  const words = useWords();
  const { page, go } = useEngine();
  const { apply, wizard } = page;
  const { resume, busy, problem } = useResume();
  const allThere = isAllThere(apply);
  const isSignedOut = missingLogin(page) !== null;
  useGoOnWhenThere(allThere && !isSignedOut, resume);
  const waiting = apply.waiting;
  const there = words.say(isSignedOut ? "wizard.waiting.there-signed-out" : "wizard.waiting.there");
  const waitsFor =
    waiting === null
      ? words.say("wizard.waiting.title")
      : words.sayCode("wizard.waiting-for", waiting.who, { name: wizard.draft.name });
  const title = allThere && isSignedOut ? there : waitsFor;
  return (
    <WizardFrame
      station="apply"
      title={title}
      live={allThere ? there : title}
      next={<GoOn isSignedOut={isSignedOut} busy={busy} onResume={resume} />}
      more={
        <Button variant="default" onClick={() => void go("home")}>
          {words.say("wizard.waiting.later")}
        </Button>
      }
    >
      <div className="split">
        <div className="stack">
          <Heading state="wait" lead={waiting === null ? "" : words.reason(waiting.what)}>
            {title}
          </Heading>
          {problem !== null && <ProblemCard problem={problem} />}
          {waiting !== null && isAsked(waiting) && (
            <section className="card is-lift">
              {waiting.who === "you" ? (
                <OwnTask {...waiting} level={2} />
              ) : (
                <AskedMessage {...waiting} level={2} name={wizard.draft.name ?? ""} />
              )}
            </section>
          )}
          <RunSteps title={words.say("wizard.apply.steps")} />
        </div>
        <aside className="stack" aria-label={words.say("wizard.waiting.state")}>
          <Watched waiting={waiting} />
          <Meanwhile />
          {apply.run !== null && <UndoRun run={apply.run} />}
        </aside>
      </div>
    </WizardFrame>
  );
}

interface GoOnProps {
  readonly isSignedOut: boolean;
  readonly busy: boolean;
  readonly onResume: () => Promise<void>;
}

/** Nothing goes on without the login that is missing. */
function GoOn({ isSignedOut, busy, onResume }: GoOnProps) {
  const words = useWords();
  const { go } = useEngine();
  if (isSignedOut)
    return (
      <Button onClick={() => void go("host")}>{words.say("wizard.apply.sign-in-again")}</Button>
    );
  return (
    <BusyButton busy={busy} leftSection={<IconRefresh size={17} />} onClick={() => void onResume()}>
      {words.say("wizard.waiting.look-now")}
    </BusyButton>
  );
}

function isAllThere({ watched }: ApplyState): boolean {
  return watched.length > 0 && watched.every(({ there }) => there);
}

function Meanwhile() {
  const words = useWords();
  const { page } = useEngine();
  const isSignedIn = missingLogin(page) === null;
  return (
    <section className="card stack g8">
      <h2 className="h3">{words.say("wizard.waiting.meanwhile")}</h2>
      <p className="second ink2 prose">
        {words.say(isSignedIn ? "wizard.waiting.meanwhile-more" : "wizard.waiting.signed-out")}
      </p>
    </section>
  );
}

function Watched({ waiting }: { readonly waiting: Waiting | null }) {
  const words = useWords();
  const { page } = useEngine();
  const now = useNow(10_000);
  const { watched, name } = page.apply;
  const allThere = isAllThere(page.apply);
  const isSignedIn = missingLogin(page) === null;
  const allSaid = isSignedIn ? "wizard.waiting.there" : "wizard.waiting.there-signed-out";
  const stop = waiting !== null && waiting.files.length > 0 ? "well-known" : "srv";
  const say = words.say("wizard.waiting.at", { stop: words.sayCode("wizard.stops", stop) });
  return (
    <section className={`card ${allThere ? "s-ok" : "s-wait"} stack g8`}>
      <div className="row between">
        <h2 className="h3">{words.say(allThere ? allSaid : "wizard.waiting.state")}</h2>
        <Pill state={allThere ? "ok" : "wait"}>
          {words.say(allThere ? "wizard.waiting.all-there" : "wizard.waiting.waiting")}
        </Pill>
      </div>
      <ul className="stack g8 second">
        {watched.map(({ what, there, at }) => (
          <li key={what}>
            <Is state={there ? "ok" : "wait"}>
              <Wrap text={what} />
              <br />
              <span className="ink2">
                {words.say(there ? "wizard.waiting.is-there" : "wizard.waiting.not-there", {
                  at: words.clock(at, now),
                })}
              </span>
            </Is>
          </li>
        ))}
        {watched.length === 0 && (
          <li className="row g8 nowrap">
            <Glyph state="wait" />
            <span>{words.say("wizard.waiting.not-looked")}</span>
          </li>
        )}
      </ul>
      {waiting !== null && waiting.seconds !== null && (
        <p className="second ink2">
          {words.say("wizard.waiting.span", { span: words.span(waiting.seconds) })}
        </p>
      )}
      {!allThere && <MiniRoute way={wayUpTo(name ?? "", stop, "wait")} say={say} />}
      {!allThere && page.wizard.practice && (
        <p className="hatched second">
          <span>
            {words.say(
              isSignedIn ? "wizard.waiting.practice" : "wizard.waiting.practice-signed-out",
            )}
          </span>
        </p>
      )}
    </section>
  );
}

function useResume() {
  const { call, tell } = useEngine();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const resume = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const reply = await call("apply.resume", { run: null });
    setBusy(false);
    if (reply?.ok === true) tell({ event: "run", state: reply.value });
    else if (reply !== null) setProblem(reply.problem);
  };
  return { resume, busy, problem };
}

/** Goes on by itself, once, when everything that was waited for is there. */
function useGoOnWhenThere(there: boolean, resume: () => Promise<void>): void {
  const went = useRef(false);
  useEffect(() => {
    if (!there || went.current) return;
    went.current = true;
    void resume();
    // Once, when the last thing is there.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [there]);
}
