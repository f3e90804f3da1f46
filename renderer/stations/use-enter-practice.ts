import { useEngine } from "../state/use-engine.ts";

/** Goes into the made-up world, to its first screen. */
export function useEnterPractice(): () => Promise<void> {
  const { call, tell } = useEngine();
  return async () => {
    const entered = await call("practice.enter", { journey: null });
    if (entered?.ok !== true) return;
    tell({ event: "state", state: entered.value });
    const gone = await call("wizard.answer", { station: "name" });
    if (gone?.ok === true) tell({ event: "state", state: gone.value });
    const apply = await call("apply.state", {});
    if (apply?.ok === true && gone?.ok === true)
      tell({ event: "caught-up", wizard: gone.value, apply: apply.value });
  };
}
