import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** The striped band over everything while the world is a made-up one. */
export function PracticeBand() {
  const words = useWords();
  const { page, call, attempt, tell } = useEngine();
  const { practice, practiceOnly } = page.wizard;
  if (!practice) return null;
  const leave = async (): Promise<void> => {
    const wizard = await attempt("practice.leave", {});
    if (wizard === null) return;
    tell({ event: "state", state: wizard });
    const [home, apply] = [await call("home.list", {}), await call("apply.state", {})];
    if (home?.ok === true) tell({ event: "home", servers: home.value.servers });
    if (apply?.ok === true) tell({ event: "caught-up", wizard, apply: apply.value });
  };
  return (
    <section className="band" aria-label={words.say("wizard.practice.label")}>
      <span>{words.say("wizard.practice.band")}</span>
      {!practiceOnly && (
        <button type="button" onClick={() => void leave()}>
          {words.say("wizard.practice.leave")}
        </button>
      )}
    </section>
  );
}
