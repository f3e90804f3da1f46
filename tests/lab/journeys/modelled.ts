import {
  acmeOptions,
  homeportIn,
  loginOptions,
  told,
  type Answer,
  type Homeport,
} from "../homeport.ts";
import { webRoot } from "../website.ts";
import { publishNames } from "./delegated.ts";
import type { Context, Journey } from "./journey.ts";
import { settled } from "./main-job.ts";

/** What a plan says of the world after a step, and what is then seen (issue 5, item 7). */
export const modelled: readonly Journey[] = [
  {
    id: "m1",
    title: "the world after every step is the one that was modelled",
    run: (context) => compareEachStep(context, "six.example"),
  },
];

/** The part of an era that the model foretells; traces and cache lives depend on who asks when. */
interface Foretold {
  readonly verdict: string;
  readonly decidedBy: string | null;
  readonly target: { readonly host: string; readonly port: number } | null;
  readonly certificateName: string | null;
}

/** What each era is foretold, by its name. */
export type View = { readonly [era: string]: Foretold };

async function compareEachStep(context: Context, serverName: string): Promise<void> {
  const { lab, report, website } = context;
  const host = await lab.makeHost("synapse-nginx");
  try {
    await publishNames(lab, serverName);
    await settled(host, "inactive");
    const homeport = homeportIn(lab, "m1");
    const web = loginOptions(lab, website, "root", "web-");
    const login = [...loginOptions(lab, host, "root"), ...web, "--web-root", webRoot(serverName)];
    const plan = await homeport.run(["plan", serverName, ...login, ...acmeOptions(lab)]);
    report.check("plan: exit 0", plan.code === 0, told(plan));
    const eras = erasOf(plan.answer);
    if (eras === null) return;
    await compare(context, homeport, serverName, { step: "the beginning", view: eras.now });
    for (const step of plan.answer?.steps ?? []) {
      const words = ["apply", serverName, ...login, ...acmeOptions(lab), "--yes"];
      const ran = await homeport.run([...words, "--stop-after", step.id]);
      const good = ran.code === 4 || ran.code === 0;
      report.check(`apply as far as ${step.id}`, good, told(ran));
      const view = eras.afterStep[step.id];
      if (!good || view === undefined) return;
      await compare(context, homeport, serverName, { step: step.id, view });
    }
    await homeport.run(["undo", serverName, "--yes", ...login]);
  } finally {
    await host.discard();
  }
}

/** Asserts that `homeport eras` finds the world as it was modelled at a step. */
export async function compare(
  context: Context,
  homeport: Homeport,
  serverName: string,
  modelledAt: { readonly step: string; readonly view: View },
): Promise<void> {
  const seen = await homeport.run(["eras", serverName]);
  const inbound = (seen.answer?.["eras"] as { readonly inbound?: View } | undefined)?.inbound ?? {};
  const differing = Object.keys(modelledAt.view).flatMap((era) => {
    const [wanted, got] = [shown(modelledAt.view[era]), shown(inbound[era])];
    return wanted === got ? [] : [`${era}: modelled ${wanted}, seen ${got}`];
  });
  const known = Object.keys(modelledAt.view).length === 4;
  const what = `after ${modelledAt.step}, every era fares as modelled`;
  context.report.check(what, known && differing.length === 0, differing.join("; "));
}

function shown(era: Foretold | undefined): string {
  if (era === undefined) return "nothing";
  const target = era.target === null ? "-" : `${era.target.host}:${era.target.port}`;
  return `${era.verdict} ${era.decidedBy ?? "-"} ${target} ${era.certificateName ?? "-"}`;
}

/** The plan's own time view: inbound now, after each step and at the end. */
export interface Foretelling {
  readonly now: View;
  readonly afterStep: { readonly [step: string]: View };
  readonly end: View;
}

/** Reads the time view of a plan's answer; null where it has none. */
export function erasOf(answer: Answer | null): Foretelling | null {
  const eras = answer?.["eras"] as
    | {
        readonly now: { readonly inbound: View };
        readonly afterStep: { readonly [step: string]: { readonly inbound: View } };
        readonly end: { readonly inbound: View };
      }
    | undefined;
  if (eras === undefined) return null;
  const steps = Object.entries(eras.afterStep).map(([step, view]) => [step, view.inbound] as const);
  return {
    now: eras.now.inbound,
    afterStep: Object.fromEntries(steps),
    end: eras.end.inbound,
  };
}
