import { useEngine } from "../state/use-engine.ts";

/** Goes on with the draft's run. */
export function useResumeRun(): () => Promise<void> {
  const { page, call, tell } = useEngine();
  return async () => {
    const reply = await call("apply.resume", { run: page.apply.run });
    if (reply?.ok === true) tell({ event: "run", state: reply.value });
  };
}
