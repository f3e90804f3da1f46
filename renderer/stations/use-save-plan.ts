import { saveFile } from "../parts/save-file.ts";
import { useEngine } from "../state/use-engine.ts";

/** Saves the plan as a file: answers and facts, no secret. */
export function useSavePlan(): () => Promise<void> {
  const { attempt } = useEngine();
  return async () => {
    const saved = await attempt("plan.save", {});
    if (saved !== null) saveFile(saved.fileName, saved.text, "application/json");
  };
}
