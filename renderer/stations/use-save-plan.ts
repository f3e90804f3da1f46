import { saveFile } from "../parts/save-file.ts";
import { useEngine } from "../state/use-engine.ts";

/** Saves the plan as a file: answers and facts, no secret. */
export function useSavePlan(): () => Promise<void> {
  const { call } = useEngine();
  return async () => {
    const reply = await call("plan.save", {});
    if (reply?.ok === true) saveFile(reply.value.fileName, reply.value.text, "application/json");
  };
}
