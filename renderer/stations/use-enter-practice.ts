import { useEngine } from "../state/use-engine.ts";

/** Goes into the made-up world, to its first screen. */
export function useEnterPractice(): () => Promise<void> {
  const { call, attempt, tell } = useEngine();
  return async () => {
    const entered = await attempt("practice.enter", { journey: null });
    if (entered === null) return;
    tell({ event: "state", state: entered });
    const gone = await attempt("wizard.answer", { station: "name" });
    if (gone === null) return;
    tell({ event: "state", state: gone });
    const apply = await call("apply.state", {});
    if (apply?.ok === true) tell({ event: "caught-up", wizard: gone, apply: apply.value });
  };
}
