import { MiniRoute } from "../route/mini-route.tsx";
import { wayUpTo } from "../route/way-while-looking.ts";
import { STOPS } from "../route/way.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { STOP_OF, type Asked } from "./question-list.ts";

/** Why a question is asked, which stop it is about, and what its answer changes. */
export function QuestionSide({ asked }: { readonly asked: Asked }) {
  const words = useWords();
  const { page } = useEngine();
  const stop = STOP_OF[asked.key];
  const about = words.say("wizard.questions.about", {
    at: STOPS.indexOf(stop) + 1,
    of: STOPS.length,
    stop: words.sayCode("wizard.stops", stop),
  });
  return (
    <aside className="stack" aria-label={words.say("wizard.questions.why")}>
      <div className="card stack g8">
        <h2 className="h3">{words.say("wizard.questions.why")}</h2>
        <p className="second ink2 prose">{words.reason(asked.why)}</p>
        <MiniRoute way={wayUpTo(page.wizard.draft.name ?? "", stop, "ahead")} say={about} />
      </div>
      <div className="card">
        <h2 className="h3">{words.say("wizard.questions.changes")}</h2>
        <p className="second ink2 prose">{words.sayCode("wizard.ask-changes", asked.key)}</p>
      </div>
    </aside>
  );
}
