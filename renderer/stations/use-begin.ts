import { useState } from "react";
import type { Problem } from "../../shared/problems/problem.ts";
import { useEngine } from "../state/use-engine.ts";

/** Begins a run with the plan that was seen; its approval is asked outside the page. */
export function useBegin() {
  const { call, tell, go } = useEngine();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const start = async (digest: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const reply = await call("apply.start", { digest });
    setBusy(false);
    if (reply === null) return;
    if (!reply.ok) return setProblem(reply.problem);
    tell({ event: "run", state: reply.value });
    await go("apply");
  };
  return { start, busy, problem };
}
