import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords, type Words } from "../words/use-words.ts";
import { PreflightTable } from "./preflight-table.tsx";
import { Stuck, WayOn } from "./stuck.tsx";
import { useBegin } from "./use-begin.ts";

type Checked = Output<"preflight.run">;

/** Everything is looked at before anything is changed, from this computer, the machine and the CA. */
export function Preflight() {
  const words = useWords();
  const { page, go } = useEngine();
  const { check, checked, busy, problem } = useCheck();
  const begin = useBegin();
  const rows = checked?.checks ?? page.preflight;
  const coming = busy ? page.coming : [];
  const title = titleOf(checked, words);
  const fine = rows.filter(({ state }) => state === "pass").length;
  const lead =
    rows.length === 0
      ? words.say("wizard.preflight.checking-lead")
      : words.say("wizard.preflight.lead", { fine, count: Math.max(rows.length, coming.length) });
  const problems = rows.flatMap((row) => (row.problem === null ? [] : [row.problem]));
  const live = busy ? lead : title;
  const back = (): void => void go("plan");
  if (problem !== null)
    return (
      <Stuck station="preflight" problem={problem} onBack={back} onAgain={() => void check()} />
    );
  return (
    <WizardFrame
      station="preflight"
      title={title}
      back={back}
      live={live}
      more={
        <BusyButton
          variant="subtle"
          leftSection={<IconRefresh size={17} />}
          busy={busy}
          onClick={() => void check()}
        >
          {words.say("wizard.preflight.again")}
        </BusyButton>
      }
      next={
        begin.problem?.code === "login-needed" ? (
          <WayOn problem={begin.problem} onAgain={() => void check()} />
        ) : (
          <Main checked={checked} busy={busy || begin.busy} onBegin={begin.start} />
        )
      }
    >
      <div className="stack">
        <Heading lead={lead}>{title}</Heading>
        {begin.problem !== null && <ProblemCard problem={begin.problem} />}
        <div className={problems.length > 0 ? "split" : "stack"}>
          <PreflightTable rows={rows} coming={coming} busy={busy} />
          {problems.length > 0 && <ToLookAt problems={problems} />}
        </div>
      </div>
    </WizardFrame>
  );
}

function ToLookAt({ problems }: { readonly problems: readonly Problem[] }) {
  const words = useWords();
  return (
    <aside className="stack" aria-label={words.say("wizard.preflight.to-look-at")}>
      {problems.map((each) => (
        <ProblemCard key={`${each.code} ${each.seenFrom} ${each.evidence ?? ""}`} problem={each} />
      ))}
    </aside>
  );
}

interface MainProps {
  readonly checked: Checked | null;
  readonly busy: boolean;
  readonly onBegin: (digest: string) => Promise<void>;
}

function Main({ checked, busy, onBegin }: MainProps) {
  const words = useWords();
  const { go } = useEngine();
  if (checked !== null && !checked.mayBegin)
    return <Button onClick={() => void go("plan")}>{words.say("wizard.preflight.to-plan")}</Button>;
  return (
    <BusyButton
      busy={checked === null || busy}
      onClick={() => void (checked === null ? undefined : onBegin(checked.digest))}
    >
      {words.say("wizard.preflight.go-on")}
    </BusyButton>
  );
}

function titleOf(checked: Checked | null, words: Words): string {
  if (checked === null) return words.say("wizard.preflight.checking");
  if (!checked.mayBegin) return words.say("wizard.preflight.blocked");
  const count = checked.checks.filter(({ state }) => state === "warn" || state === "fail").length;
  return count === 0
    ? words.say("wizard.preflight.fine")
    : words.say("wizard.preflight.look", { count });
}

function useCheck() {
  const { call, tell } = useEngine();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(true);
  const check = async (): Promise<void> => {
    setBusy(true);
    setChecked(null);
    setProblem(null);
    tell({ event: "preflight-begins" });
    const reply = await call("preflight.run", {});
    setBusy(false);
    if (reply?.ok === true) setChecked(reply.value);
    else if (reply !== null) setProblem(reply.problem);
  };
  useEffect(() => {
    void check();
    // Once, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return { check, checked, busy, problem };
}
