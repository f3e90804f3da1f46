import { useState } from "react";
import type { Era } from "../../shared/domain/era.ts";
import { Is } from "../parts/glyph.tsx";
import { ProblemCard, shownOf } from "../parts/problem-card.tsx";
import { AboutStop } from "../route/about-stop.tsx";
import { RoutePicture } from "../route/route-picture.tsx";
import { RouteTools } from "../route/route-tools.tsx";
import { RouteTable } from "../route/route-table.tsx";
import { sayFrom, sayWay } from "../route/say-way.ts";
import { wayOfReport } from "../route/way-of-report.ts";
import { wayWhileLooking } from "../route/way-while-looking.ts";
import { endOf, type StopId } from "../route/way.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import type { LookUnderWay } from "./use-look.ts";
import { worstFirst } from "./worst-first.ts";

/** The line to the name, as far as it is known, with what was seen and what it means. */
export function NameFound({
  name,
  at,
}: {
  readonly name: string;
  readonly at: LookUnderWay | null;
}) {
  const words = useWords();
  const { page } = useEngine();
  const [era, setEra] = useState<Era>("1.93");
  const [flat, setFlat] = useState(false);
  const [picked, setPicked] = useState<StopId | null>(null);
  const looked = at === null ? page.looked : null;
  const inbound = looked?.report.eras.inbound[era];
  const way =
    looked === null || inbound === undefined
      ? wayWhileLooking(name, at?.kept === true ? page.observed : [])
      : wayOfReport(looked.report, looked.name, era, null);
  const shown = picked ?? endOf(way)?.id ?? null;
  const lines = [{ title: words.sayCode("wizard.from", era), way }];
  return (
    <>
      <section
        className="card is-lift is-route"
        aria-label={words.say("wizard.route.label", { name })}
      >
        {looked !== null && (
          <div className="card-h">
            <h2 className="h3">
              {words.sayCode("wizard.verdict", looked.report.verdict, { name })}
            </h2>
            <RouteTools {...{ era, flat }} onEra={setEra} onFlat={setFlat} phoneIsFlat />
          </div>
        )}
        <RoutePicture
          way={way}
          flat={flat}
          from={sayFrom(era, words)}
          label={words.say("wizard.route.label", { name })}
          say={looked === null ? words.say("wizard.name.looking") : sayWay(way, era, words)}
          picked={shown}
          {...(looked === null ? {} : { onPick: setPicked })}
        />
        {looked !== null && shown !== null && <AboutStop stop={shown} lines={lines} inCard />}
        {looked !== null && <RouteTable lines={lines} />}
      </section>
      {looked !== null && <Findings way={sayWay(way, era, words)} />}
    </>
  );
}

function Findings({ way }: { readonly way: string }) {
  const words = useWords();
  const { page } = useEngine();
  const looked = page.looked;
  if (looked === null) return null;
  const [worst, ...rest] = worstFirst(looked);
  return (
    <div className="split even">
      <section className="card">
        <h2 className="h3">{words.say("wizard.name.means")}</h2>
        <p className="second ink2 prose">{way}</p>
        <p className="second ink2 prose">
          {words.sayCode("wizard.name-means", looked.report.verdict)}
        </p>
        {rest.length > 0 && (
          <details className="second">
            <summary>{words.say("wizard.name.more-seen", { count: rest.length })}</summary>
            <ul className="stack g8">
              {rest.map((problem) => (
                <li key={`${problem.code} ${problem.evidence ?? ""}`}>
                  <Is state={shownOf(problem)}>
                    <b>{words.problem(problem).title}.</b> {words.problem(problem).meaning}
                  </Is>
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
      {worst !== undefined && <ProblemCard problem={worst} />}
    </div>
  );
}
