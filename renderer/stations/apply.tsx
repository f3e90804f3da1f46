import { useEffect } from "react";
import { useEngine } from "../state/use-engine.ts";
import { passOn } from "../state/use-history.ts";
import { ApplyApproving } from "./apply-approving.tsx";
import { ApplyEnded } from "./apply-ended.tsx";
import { ApplyIdle } from "./apply-idle.tsx";
import { ApplyRunning } from "./apply-running.tsx";
import { ApplyWaiting } from "./apply-waiting.tsx";
import { isCutShort } from "../state/cut-short.ts";

/** The run: asked for, under way, waiting, or ended. What it shows comes from the engine, so it survives a closed window. */
export function Apply() {
  const { page, go } = useEngine();
  const { apply, wizard } = page;
  const isOther = apply.name !== null && apply.name !== wizard.draft.name;
  const isKept =
    !isOther && apply.stage === "ended" && apply.outcome === "kept" && apply.kind !== "undo";
  useEffect(() => {
    if (!isKept) return;
    passOn();
    void go("proof");
    // When it becomes so.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isKept]);
  if (isOther || apply.stage === "idle" || isCutShort(apply)) return <ApplyIdle />;
  if (apply.stage === "approving") return <ApplyApproving />;
  if (apply.stage !== "ended") return <ApplyRunning />;
  if (apply.outcome === "waiting") return <ApplyWaiting />;
  return <ApplyEnded />;
}
