import type { Plan } from "../../shared/plan/plan.ts";
import type { Verdict } from "../../shared/resolve/route.ts";
import { Is, type Shown } from "../parts/glyph.tsx";
import { useWords } from "../words/use-words.ts";
import { reachingOf } from "./plan-facts.ts";

const SHOWN: { readonly [verdict in Verdict]: Shown } = {
  reached: "ok",
  refused: "bad",
  unreachable: "bad",
  unknown: "unknown",
};

/** Who reaches the server: now, at the worst moment on the way, and after. */
export function PlanReach({ plan }: { readonly plan: Plan }) {
  const words = useWords();
  const rows = reachingOf(plan);
  const loses = rows.some(({ now, during }) => now === "reached" && during !== "reached");
  return (
    <section className="card">
      <h2 className="h3">{words.say("wizard.plan.who-reaches")}</h2>
      <div
        className="scroll"
        tabIndex={0}
        role="region"
        aria-label={words.say("wizard.plan.who-reaches")}
      >
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">{words.say("wizard.plan.servers-of")}</th>
              <th scope="col">{words.say("wizard.route.now")}</th>
              <th scope="col">{words.say("wizard.plan.during")}</th>
              <th scope="col">{words.say("wizard.plan.after")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ era, now, during, after }) => (
              <tr key={era}>
                <th scope="row">{words.sayCode("wizard.era", era)}</th>
                {[now, during, after].map((verdict, index) => (
                  // Always now, during and after.
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={index}>
                    <Is state={SHOWN[verdict]}>{words.sayCode("wizard.reaches", verdict)}</Is>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small ink3">
        {words.say(loses ? "wizard.plan.somebody-loses" : "wizard.plan.nobody-loses")}
      </p>
    </section>
  );
}
