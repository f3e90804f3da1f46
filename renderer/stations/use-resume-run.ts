import { useEngine } from "../state/use-engine.ts";

/** Goes on with the draft's run. */
export function useResumeRun(): () => Promise<void> {
  const { page, attempt, tell } = useEngine();
  return async () => {
    const state = await attempt("apply.resume", { run: page.apply.run });
    if (state !== null) tell({ event: "run", state });
  };
}
