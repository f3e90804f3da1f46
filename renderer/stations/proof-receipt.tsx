import { Button } from "@mantine/core";
import { IconArrowBackUp, IconDownload, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { ProblemCard } from "../parts/problem-card.tsx";
import { saveFile } from "../parts/save-file.ts";
import { receiptFile } from "./receipt-file.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

type Run = Output<"history.list">["runs"][number];

/** The runs of a name whose changes stand, newest first; null until that is known. */
function useStanding(name: string): readonly Run[] | null {
  const { call } = useEngine();
  const [runs, setRuns] = useState<readonly Run[] | null>(null);
  useEffect(() => {
    void call("history.list", { name }).then((reply) => {
      setRuns(reply?.ok === true ? reply.value.runs.filter(({ state }) => state !== "undone") : []);
    });
    // Once for a name, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [name]);
  return runs;
}

/** What was done, to keep; renewing, and the way back. Nothing where no run is known. */
export function ProofReceipt() {
  const words = useWords();
  const { page, call, tell, go } = useEngine();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { draft, connected } = page.wizard;
  const name = draft.name ?? "";
  const newest = useStanding(name)?.[0];
  if (newest === undefined) return null;
  const { run } = newest;
  const save = async (): Promise<void> => {
    const reply = await call("receipt.get", { run });
    if (reply?.ok === true) {
      const mark = page.wizard.practice ? words.say("wizard.practice.saved") : null;
      const { fileName, text } = receiptFile(name, reply.value.receipt, mark);
      saveFile(fileName, text, "application/json");
    } else if (reply !== null) setProblem(reply.problem);
  };
  const begin = async (what: Begin): Promise<void> => {
    const reply =
      what === "renew"
        ? await call("run.renew", { name })
        : await call("run.undo", { run, all: what === "undo-all" });
    if (reply === null) return;
    if (!reply.ok) return setProblem(reply.problem);
    tell({ event: "run", state: reply.value });
    await go("apply");
  };
  const mayChange = connected.host !== null;
  return (
    <section className="card stack g12 no-print" aria-labelledby="receipt">
      <div className="row between">
        <div className="grow">
          <h2 className="h3" id="receipt">
            {words.say("wizard.proof.receipt")}
          </h2>
          <p className="second ink2 prose">
            {words.say(mayChange ? "wizard.proof.receipt-more" : "wizard.proof.receipt-signed-out")}
          </p>
        </div>
        <div className="row g8">
          <Button
            variant="subtle"
            leftSection={<IconDownload size={17} />}
            onClick={() => void save()}
          >
            {words.say("wizard.proof.save-receipt")}
          </Button>
          <Further mayChange={mayChange} isRenewal={newest.kind === "renew"} onBegin={begin} />
        </div>
      </div>
      {problem !== null && <ProblemCard problem={problem} level={3} />}
    </section>
  );
}

type Begin = "renew" | "undo-renewal" | "undo-all";

interface FurtherProps {
  readonly mayChange: boolean;
  /** The newest run is a renewal, which can be taken back alone. */
  readonly isRenewal: boolean;
  readonly onBegin: (what: Begin) => Promise<void>;
}

/** Renewing and the ways back, for which the machine must be signed in to. */
function Further({ mayChange, isRenewal, onBegin }: FurtherProps) {
  const words = useWords();
  const { go } = useEngine();
  if (!mayChange)
    return (
      <Button variant="subtle" onClick={() => void go("host")}>
        {words.say("wizard.apply.sign-in-again")}
      </Button>
    );
  const offered: readonly Begin[] = isRenewal
    ? ["renew", "undo-renewal", "undo-all"]
    : ["renew", "undo-all"];
  return offered.map((what) => (
    <Button
      key={what}
      variant="subtle"
      leftSection={what === "renew" ? <IconRefresh size={17} /> : <IconArrowBackUp size={17} />}
      onClick={() => void onBegin(what)}
    >
      {words.sayCode("wizard.proof", what === "undo-all" ? "undo" : what)}
    </Button>
  ));
}
