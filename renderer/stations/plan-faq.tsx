import { Pill } from "../parts/glyph.tsx";
import { useWords } from "../words/use-words.ts";
import type { PlanView } from "./plan-facts.ts";

/** The questions of the migration FAQ, answered for this server, and where it stands on the road. */
export function PlanFaq({ view }: { readonly view: PlanView }) {
  const words = useWords();
  const answers = Object.entries(view.faq);
  if (answers.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="faq">
      <h2 className="h2" id="faq">
        {words.say("wizard.faq.title")}
      </h2>
      <Timeline view={view} />
      <div className="stack g4">
        {answers.map(([id, answer]) => (
          <details key={id} className="second">
            <summary>{words.sayCode("faq", id)}</summary>
            <div className="stack g8">
              <p className="prose">
                <b>{words.reason(answer.answer)}</b>
              </p>
              <p className="ink2 prose">{words.reason(answer.reason)}</p>
              <p className="ink3 prose">
                {words.say("faqReport.today")} {words.reason(answer.today)}
              </p>
            </div>
          </details>
        ))}
      </div>
    </section>
  );
}

function Timeline({ view }: { readonly view: PlanView }) {
  const words = useWords();
  if (view.timeline.length === 0) return null;
  return (
    <div className="stack g8">
      <h3 className="h3">{words.say("faqReport.timeline")}</h3>
      <ol className="lines second">
        {view.timeline.map(({ version, date, code, here }) => (
          <li key={version} aria-current={here ? "step" : undefined}>
            <span className="mono num">{version}</span>
            <div className="grow">
              {words.sayCode("reasons", `timeline-${code}`)}{" "}
              {date !== null && (
                <time className="ink3" dateTime={date}>
                  {words.day(`${date}T12:00:00Z`)}
                </time>
              )}
            </div>
            {here && <Pill state="info">{words.say("faqReport.here")}</Pill>}
          </li>
        ))}
      </ol>
    </div>
  );
}
