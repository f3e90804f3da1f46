import { Button } from "@mantine/core";
import { IconArrowBackUp, IconDownload, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { ProblemCard } from "../parts/problem-card.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** What was done, to keep; renewing, and the way back. Nothing where no run is known. */
export function ProofReceipt() {
  const words = useWords();
  const { page, call, tell, go } = useEngine();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { draft, connected } = page.wizard;
  const name = draft.name ?? "";
  const run = draft.run ?? page.servers.find((server) => server.name === name)?.run ?? null;
  if (run === null) return null;
  const save = async (): Promise<void> => {
    const reply = await call("receipt.get", { run });
    if (reply?.ok === true)
      saveFile(
        `${name}-receipt.json`,
        JSON.stringify(reply.value.receipt, null, 2),
        "application/json",
      );
    else if (reply !== null) setProblem(reply.problem);
  };
  const begin = async (method: "run.undo" | "run.renew"): Promise<void> => {
    const reply =
      method === "run.undo" ? await call("run.undo", { run }) : await call("run.renew", { name });
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
          <Further mayChange={mayChange} onBegin={begin} />
        </div>
      </div>
      {problem !== null && <ProblemCard problem={problem} level={3} />}
    </section>
  );
}

interface FurtherProps {
  readonly mayChange: boolean;
  readonly onBegin: (method: "run.undo" | "run.renew") => Promise<void>;
}

/** Renewing and the way back, for which the machine must be signed in to. */
function Further({ mayChange, onBegin }: FurtherProps) {
  const words = useWords();
  const { go } = useEngine();
  if (!mayChange)
    return (
      <Button variant="subtle" onClick={() => void go("host")}>
        {words.say("wizard.apply.sign-in-again")}
      </Button>
    );
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconRefresh size={17} />}
        onClick={() => void onBegin("run.renew")}
      >
        {words.say("wizard.proof.renew")}
      </Button>
      <Button
        variant="subtle"
        leftSection={<IconArrowBackUp size={17} />}
        onClick={() => void onBegin("run.undo")}
      >
        {words.say("wizard.proof.undo")}
      </Button>
    </>
  );
}
