import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { isOpenRun, missingLogin } from "../state/missing-login.ts";
import { useWords, type Words } from "../words/use-words.ts";
import { HostChanged } from "./host-changed.tsx";
import { HostForm } from "./host-form.tsx";
import { HostKeyCard } from "./host-key-card.tsx";
import { HostSeenCard } from "./host-seen-card.tsx";
import { areGiven, fieldsFor, typedBefore, type LoginFields } from "./login-fields.ts";
import { useConnect } from "./use-connect.ts";

type Suggestion = Output<"host.suggest">["logins"][number];

/** Signs in to the homeserver's machine, and to the website's where it is another one. */
export function Host() {
  const { page, call } = useEngine();
  useBackToRun();
  const [logins, setLogins] = useState<readonly Suggestion[] | null>(null);
  const [isWebWanted, setWebWanted] = useState(false);
  useEffect(() => {
    void call("host.suggest", {}).then((reply) => {
      setLogins(reply?.ok === true ? reply.value.logins : []);
    });
    // Once, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const { connected } = page.wizard;
  if (logins === null) return <HostFrame title="" />;
  const web = logins.find(({ machine }) => machine === "web");
  if (connected.host === null)
    return (
      <SignIn
        key="host"
        machine="host"
        suggestion={logins.find((each) => each.machine === "host")}
      />
    );
  // For a run that was begun, what it works on is asked for and nothing else.
  const asksWeb = isOpenRun(page)
    ? page.apply.needs.includes("web")
    : web !== undefined || isWebWanted;
  const isWebNext = connected.web === null && asksWeb;
  if (isWebNext) return <SignIn key="web" machine="web" suggestion={web} />;
  return <SignedIn onWeb={() => setWebWanted(true)} />;
}

/** Who came to sign in on account of a run that waits is led back to it by the last login. */
function useBackToRun(): void {
  const { page, go } = useEngine();
  const [isForRun] = useState(() => isOpenRun(page) && missingLogin(page) !== null);
  const isReady = isForRun && missingLogin(page) === null;
  useEffect(() => {
    if (isReady) void go("apply");
    // When it becomes so.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isReady]);
}

function HostFrame({ title }: { readonly title: string }) {
  const { go } = useEngine();
  return (
    <WizardFrame station="host" title={title} back={() => void go("name")}>
      <div />
    </WizardFrame>
  );
}

/** The machine shows another key than it should: a page of its own. */
const OTHER_KEY = new Set<Problem["code"]>(["host-key-changed", "host-key-revoked"]);

interface SignInProps {
  readonly machine: "host" | "web";
  readonly suggestion: Suggestion | undefined;
}

function SignIn({ machine, suggestion }: SignInProps) {
  const words = useWords();
  const { page, go } = useEngine();
  const { draft, practice } = page.wizard;
  const [fields, setFields] = useState<LoginFields>(() => ({
    ...fieldsFor(machine === "host" ? draft.host : draft.web, suggestion, practice),
    ...typedBefore(draft.page, machine, draft.name),
  }));
  const { connect, accept, forget, settle, busy, problem, keyShown } = useConnect(machine, fields);
  const { button, differs, isDifferent } = useDiffers(forget);
  if (problem !== null && OTHER_KEY.has(problem.code))
    return <HostChanged problem={problem} onBack={forget} />;
  const isWeb = machine === "web";
  const title = words.say(isWeb ? "wizard.host.title-web" : "wizard.host.title");
  const ready = areGiven(machine, fields);
  const step = busy ? "signing-in" : keyShown === null ? "sign-in" : "they-match";
  const next = (
    <BusyButton
      ref={button}
      onClick={() => void (keyShown === null ? connect() : accept())}
      disabled={!ready}
      busy={busy}
      decides={keyShown !== null}
    >
      {words.sayCode("wizard.host", step)}
    </BusyButton>
  );
  return (
    <WizardFrame
      station="host"
      title={title}
      next={next}
      more={!isOpenRun(page) && <GoWithout machine={machine} busy={busy} />}
      back={() => void go(isOpenRun(page) ? "apply" : "name")}
      live={liveOf(step, problem, words)}
    >
      <div className="split host">
        <div className="stack">
          <Heading lead={words.say(isWeb ? "wizard.host.lead-web" : "wizard.host.lead")}>
            {title}
          </Heading>
          {problem !== null && <ProblemCard problem={problem} />}
          <HostForm
            machine={machine}
            fields={fields}
            problem={problem}
            onFields={(changed) => {
              setFields(changed);
              settle();
            }}
            onSubmit={() => void (ready && !busy ? connect() : undefined)}
          />
        </div>
        {keyShown === null && <WhatHappens isDifferent={isDifferent} />}
        {keyShown !== null && <HostKeyCard shown={keyShown} onDifferent={differs} />}
      </div>
    </WizardFrame>
  );
}

type Step = "sign-in" | "signing-in" | "they-match";

/** What is said of a login without looking at it. */
function liveOf(step: Step, problem: Problem | null, words: Words): string {
  if (problem !== null) return words.problem(problem).title;
  if (step === "sign-in") return "";
  return words.sayCode("wizard.host", step === "they-match" ? "first-time" : step);
}

/** The card with the pressed button goes: the focus comes back to the main button. */
function useDiffers(forget: () => void) {
  const button = useRef<HTMLButtonElement>(null);
  const [isDifferent, setDifferent] = useState(false);
  const differs = (): void => {
    forget();
    setDifferent(true);
    button.current?.focus();
  };
  return { button, differs, isDifferent };
}

/** Goes on without a login: the plan is then carried out by hand, or somebody else does that step. */
function GoWithout({
  machine,
  busy,
}: {
  readonly machine: "host" | "web";
  readonly busy: boolean;
}) {
  const words = useWords();
  const { go } = useEngine();
  return (
    <Button
      variant="subtle"
      disabled={busy}
      onClick={() => void go("questions", machine === "host" ? { withHost: false } : { web: null })}
    >
      {words.say(machine === "host" ? "wizard.host.no-ssh" : "wizard.host.no-web")}
    </Button>
  );
}

/** What signing in does; after a key that was not the machine's, what to do about it. */
function WhatHappens({ isDifferent }: { readonly isDifferent: boolean }) {
  const words = useWords();
  const title = words.say(isDifferent ? "wizard.host.differed" : "wizard.host.what-happens");
  return (
    <aside className="card stack g8" aria-label={title}>
      <h2 className="h3">{title}</h2>
      <p className="second ink2 prose">
        {words.say(isDifferent ? "wizard.host.differed-more" : "wizard.host.what-happens-more")}
      </p>
    </aside>
  );
}

/** Another folder is given with another sign-in; going on with this one is left to the person. */
function FolderDoubt({ onOther }: { readonly onOther: () => void }) {
  const words = useWords();
  const { page, call, tell } = useEngine();
  const again = async (): Promise<void> => {
    const reply = await call("host.disconnect", { machine: "web" });
    if (reply?.ok !== true) return;
    onOther();
    tell({ event: "website", warnings: [] });
    tell({ event: "state", state: reply.value });
  };
  return page.folderWarnings.map((problem) => (
    <div key={problem.code} className="stack g8">
      <ProblemCard problem={problem} />
      <Button variant="default" className="start" onClick={() => void again()}>
        {words.say("wizard.host.other-folder")}
      </Button>
    </div>
  ));
}

/** In the real world nobody knows beforehand whether the website has a machine of its own: a person says so. */
function SignedIn({ onWeb }: { readonly onWeb: () => void }) {
  const words = useWords();
  const { page, go } = useEngine();
  const { practice, connected } = page.wizard;
  const title = words.say("wizard.host.signed-in");
  return (
    <WizardFrame
      station="host"
      title={title}
      back={() => void go("name")}
      more={
        !practice &&
        connected.web === null && (
          <Button variant="default" onClick={onWeb}>
            {words.say("wizard.host.title-web")}
          </Button>
        )
      }
      next={
        isOpenRun(page) ? (
          <Button onClick={() => void go("apply")}>{words.say("wizard.host.to-run")}</Button>
        ) : (
          <Button onClick={() => void go("questions", { withHost: true })}>
            {words.say("wizard.go-on")}
          </Button>
        )
      }
    >
      <div className="stack g20">
        <Heading state="ok" lead={words.say("wizard.host.signed-in-lead")}>
          {title}
        </Heading>
        {connected.web !== null && <FolderDoubt onOther={onWeb} />}
        <HostSeenCard connected={connected} />
      </div>
    </WizardFrame>
  );
}
