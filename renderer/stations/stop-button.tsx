import { Button } from "@mantine/core";
import { IconPlayerStopFilled } from "@tabler/icons-react";
import { useState } from "react";
import { AskDialog } from "../parts/ask-dialog.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** Stops a run, after it has said what stopping does. `plain`: nothing was changed yet, so nothing has to be said. */
export function StopButton({ plain = false }: { readonly plain?: boolean }) {
  const words = useWords();
  const { page, attempt, tell } = useEngine();
  const [asking, setAsking] = useState(false);
  const isStopping = page.apply.stage === "stopping";
  const stop = async (): Promise<void> => {
    setAsking(false);
    const state = await attempt("apply.stop", {});
    if (state !== null) tell({ event: "run", state });
  };
  if (plain)
    return (
      <Button variant="default" onClick={() => void stop()}>
        {words.say("wizard.apply.not-now")}
      </Button>
    );
  return (
    <>
      <Button
        color="bad"
        variant="outline"
        disabled={isStopping}
        leftSection={<IconPlayerStopFilled size={16} />}
        onClick={() => setAsking(true)}
      >
        {words.say(isStopping ? "wizard.apply.stopping" : "wizard.apply.stop")}
      </Button>
      <AskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.say("wizard.apply.stop-title")}
      >
        <div className="stack">
          <p className="ink2 prose">
            {words.say("wizard.apply.stop-more", { count: page.apply.changes })}
          </p>
          <div className="row">
            <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
              {words.say("wizard.apply.go-on")}
            </Button>
            <Button color="bad" onClick={() => void stop()}>
              {words.say("wizard.apply.stop")}
            </Button>
          </div>
        </div>
      </AskDialog>
    </>
  );
}
