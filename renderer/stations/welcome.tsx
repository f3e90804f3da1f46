import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowRight } from "@tabler/icons-react";
import { Heading } from "../frame/heading.tsx";
import { PlainFrame } from "../frame/plain-frame.tsx";
import { RoutePicture } from "../route/route-picture.tsx";
import { sayFrom, sayWay } from "../route/say-way.ts";
import type { Stop, Way } from "../route/way.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { OpenPlan } from "./open-plan.tsx";
import { useEnterPractice } from "./use-enter-practice.ts";

const made = (id: Stop["id"], mark: Stop["mark"], word: string): Stop => ({
  id,
  mark,
  word,
  value: null,
  why: null,
});

/** What the line looks like; says in its label that it is an example. */
const EXAMPLE: Way = {
  stops: [
    made("name", "ok", "start"),
    made("well-known", "turn", "followed"),
    made("srv", "pass", "not-asked"),
    made("address", "ok", "found"),
    made("port", "ok", "open"),
    made("certificate", "ok", "accepted"),
    made("proxy", "ok", "passes"),
    made("synapse", "ok", "reached"),
  ],
  top: "kestrel.example",
  low: "vps-2.kestrel.example",
  port: 443,
  must: null,
};

/** The first look: what Homeport is, and the choice between practice and one's own server. */
export function Welcome() {
  const words = useWords();
  const { page, go } = useEngine();
  const enter = useEnterPractice();
  const { practice, practiceOnly } = page.wizard;
  // On a phone the line is long; the choice comes first there.
  const isPhone = useMediaQuery("(max-width: 40em)", false, { getInitialValueInEffect: false });
  const title = words.say("wizard.welcome.title");
  return (
    <PlainFrame title={title}>
      <div className="stack g28">
        <Heading first lead={words.say("wizard.welcome.lead")}>
          {title}
        </Heading>
        {!isPhone && <Example />}
        <div className="split even">
          <section className="card stack g12">
            <h2 className="h2">{words.say("wizard.welcome.practice")}</h2>
            <p className="ink2 prose">{words.say("wizard.welcome.practice-more")}</p>
            <Button
              className="start"
              onClick={() => void (practice ? go("name") : enter())}
              rightSection={<IconArrowRight size={18} className="rt-flip" />}
            >
              {words.say("wizard.welcome.start-practice")}
            </Button>
          </section>
          <section className="card stack g12">
            <h2 className="h2">{words.say("wizard.welcome.own")}</h2>
            {practice || practiceOnly ? (
              <p className="ink2 prose">
                {words.say(
                  practiceOnly ? "wizard.welcome.own-root" : "wizard.welcome.own-practice",
                )}
              </p>
            ) : (
              <>
                <p className="ink2 prose">{words.say("wizard.welcome.own-more")}</p>
                <Button className="start" variant="default" onClick={() => void go("name")}>
                  {words.say("wizard.welcome.enter-name")}
                </Button>
              </>
            )}
          </section>
        </div>
        {isPhone && <Example />}
        <div className="small ink3">
          {words.say("wizard.welcome.no-account")} <OpenPlan />
        </div>
      </div>
    </PlainFrame>
  );
}

function Example() {
  const words = useWords();
  return (
    <div className="card is-lift is-route">
      <RoutePicture
        way={EXAMPLE}
        compact
        from={sayFrom("1.93", words)}
        label={words.say("wizard.welcome.example")}
        say={sayWay(EXAMPLE, "1.93", words)}
      />
    </div>
  );
}
