import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import type { Era } from "../../shared/domain/era.ts";
import type { Plan } from "../../shared/plan/plan.ts";
import { Pill } from "../parts/glyph.tsx";
import { AboutStop } from "../route/about-stop.tsx";
import { MiniRoute } from "../route/mini-route.tsx";
import { RoutePicture } from "../route/route-picture.tsx";
import { RouteTools } from "../route/route-tools.tsx";
import { RouteTable } from "../route/route-table.tsx";
import { sayFrom, sayWay } from "../route/say-way.ts";
import { endOf, type StopId, type Way } from "../route/way.ts";
import { useWords } from "../words/use-words.ts";
import { KeepRoute } from "./keep-route.tsx";
import { waysOf } from "./plan-facts.ts";

interface PlanRouteProps {
  readonly plan: Plan;
  /** Another way is weighed: its plan, null where there is none (yet). Undefined: the recommended one. */
  readonly other: Plan | null | undefined;
}

/** The line now and after the plan, one above the other, for any era. */
export function PlanRoute({ plan, other }: PlanRouteProps) {
  const words = useWords();
  const [era, setEra] = useState<Era>("1.93");
  const [flat, setFlat] = useState(false);
  const { now, after } = waysOf(other ?? plan, era);
  const [picked, setPicked] = useState<StopId | null>(null);
  const shown = picked ?? endOf(now)?.id ?? null;
  const afterTitle = other === undefined ? "wizard.route.after" : "wizard.route.after-way";
  const lines = [
    { title: words.say("wizard.route.now"), way: now },
    // A way that cannot be leads nowhere: nothing is drawn for it.
    ...(other === null ? [] : [{ title: words.say(afterTitle), way: after }]),
  ];
  return (
    <section className="stack g12" aria-label={words.say("wizard.route.compare")}>
      <div className="row between no-print">
        <h2 className="h2">{words.say("wizard.route.compare")}</h2>
        <RouteTools {...{ era, flat }} onEra={setEra} onFlat={setFlat}>
          <KeepRoute lines={lines} name={plan.serverName} era={era} />
        </RouteTools>
      </div>
      <div className={flat ? "split even" : "stack g12"}>
        {lines.map(({ title, way }, index) => (
          <OneLine
            key={title}
            {...{ title, way, era, flat }}
            noZones={index > 0}
            picked={shown}
            onPick={setPicked}
          />
        ))}
      </div>
      {shown !== null && <AboutStop stop={shown} lines={lines} />}
      <RouteTable lines={lines} />
    </section>
  );
}

interface OneLineProps {
  readonly title: string;
  readonly way: Way;
  readonly era: Era;
  readonly flat: boolean;
  readonly noZones: boolean;
  readonly picked: StopId | null;
  readonly onPick: (id: StopId) => void;
}

function OneLine({ title, way, era, flat, noZones, picked, onPick }: OneLineProps) {
  const words = useWords();
  const isPhone = useMediaQuery("(max-width: 40em)", false, { getInitialValueInEffect: false });
  const isShort = useMediaQuery("(max-height: 47em)", false, { getInitialValueInEffect: false });
  const ending = endOf(way);
  const say = sayWay(way, era, words);
  const head = (
    <>
      <h3 className="h2">{title}</h3>
      <Pill state={ending === null ? "ok" : ending.mark === "bad" ? "bad" : "unknown"}>
        {ending === null
          ? words.say("wizard.route.reaches-you")
          : words.say("wizard.route.breaks", { stop: words.sayCode("wizard.stops", ending.id) })}
      </Pill>
    </>
  );
  if (isPhone && !flat)
    return (
      <div className="card is-lift stack g8">
        <div className="card-h">{head}</div>
        <MiniRoute way={way} say={say} />
        <p className="second ink2">{say}</p>
      </div>
    );
  return (
    <div className="card is-lift is-route">
      {(flat || !isShort) && <div className="card-h">{head}</div>}
      <RoutePicture
        way={way}
        compact
        flat={flat}
        noZones={noZones}
        {...(isShort && !flat ? { head } : {})}
        from={sayFrom(era, words)}
        label={`${title}: ${words.say("wizard.route.label", { name: way.top })}`}
        say={say}
        picked={picked}
        onPick={onPick}
      />
    </div>
  );
}
