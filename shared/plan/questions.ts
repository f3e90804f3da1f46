import type { Answers } from "../answers/answers.ts";
import { DEFAULT_AUDIENCE } from "../answers/answers.ts";
import { ERAS } from "../domain/era.ts";
import { makePlanAlone } from "./make-plan.ts";
import { presentPlan } from "./nothing-to-do.ts";
import type { Plan, PlanInput, Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import { bestSrv, situationOf, type Situation } from "./situation.ts";
import { isDirect, waysBy } from "./ways.ts";

/** A question that facts leave open: why it is asked, what may be answered, and what holds otherwise. */
export interface OpenQuestion {
  readonly key: keyof Answers;
  readonly why: Reason;
  /** Empty where any text or number may be given. */
  readonly choices: readonly string[];
  readonly default: string | number | readonly string[];
}

/** A question that need not be answered, and why not. */
export interface MootQuestion {
  readonly key: keyof Answers;
  readonly why: Reason;
  /** What may be answered, where it is asked once more all the same. */
  readonly choices?: readonly string[];
}

/** Which questions are open for a server name, in the order in which they are best asked (`cli.md`, `questions`). */
export function questions(input: PlanInput): {
  readonly open: readonly OpenQuestion[];
  readonly moot: readonly MootQuestion[];
} {
  const situation = situationOf(input);
  const made = makePlanAlone(input);
  const asked = {
    situation,
    plan: made.ok ? made.value : null,
    works: presentPlan(situation) !== null,
  };
  const all = KEYS.map((key) => ({ key, moot: whyMoot(key, asked) }));
  return {
    open: all.filter(({ moot }) => moot === null).map(({ key }) => question(key, asked)),
    moot: all.flatMap(({ key, moot }) => (moot === null ? [] : [{ key, why: moot }])),
  };
}

interface Asked {
  readonly situation: Situation;
  /** Null where there is none yet. */
  readonly plan: Plan | null;
  readonly works: boolean;
}

const KEYS = [
  "audience",
  "delegate",
  "web",
  "dns",
  "delegatedName",
  "port",
  "proxy",
  "certificate",
  "keepSrv",
  "clients",
] as const satisfies readonly (keyof Answers)[];

type Key = (typeof KEYS)[number];

function whyMoot(key: Key, asked: Asked): Reason | null {
  const { situation, plan, works } = asked;
  if (situation.input.answers[key] !== undefined) return reason("moot-answered");
  if (works) return reason("moot-works");
  const delegation =
    key !== "audience" && key !== "proxy" && key !== "certificate" && key !== "clients";
  if (delegation && isDirect(situation)) return reason("moot-fixed-way");
  if (key === "keepSrv")
    return bestSrv(situation.srvLegacy) === null ? reason("moot-no-srv") : null;
  if (delegation && plan?.recommended === "none")
    return reason("moot-here", { name: situation.host });
  if (key === "proxy" && situation.input.host !== null) return reason("moot-seen");
  if (key === "certificate" && plan !== null && plan.certificate === null)
    return reason("moot-works");
  return null;
}

function question(key: Key, asked: Asked): OpenQuestion {
  const { host } = asked.situation;
  return { key, why: reason(WHY[key], { name: host }), ...answersTo(key, asked) };
}

/** Why each is asked; keys under `reasons.` in the words. */
const WHY: { readonly [key in Key]: string } = {
  audience: "ask-audience",
  delegate: "ask-delegate",
  web: "ask-web",
  dns: "ask-dns",
  delegatedName: "ask-delegated-name",
  port: "ask-port",
  proxy: "ask-proxy",
  certificate: "ask-certificate",
  keepSrv: "ask-keep-srv",
  clients: "ask-clients",
};

function answersTo(
  key: Key,
  { situation, plan }: Asked,
): Pick<OpenQuestion, "choices" | "default"> {
  const [first] = waysBy(situation, "well-known");
  switch (key) {
    case "audience":
      return { choices: ERAS, default: DEFAULT_AUDIENCE };
    case "delegate":
      return { choices: ["auto", "none", "well-known", "srv"], default: "auto" };
    case "web":
      return { choices: CONTROLS, default: situation.web };
    case "dns":
      return { choices: CONTROLS, default: situation.dns };
    case "delegatedName":
      return { choices: [], default: first?.delegatedName ?? `matrix.${situation.host}` };
    case "port":
      return { choices: [], default: first?.port ?? 8448 };
    case "proxy":
      return {
        choices: ["auto", "none", "nginx", "apache", "caddy", "haproxy", "other"],
        default: "auto",
      };
    case "certificate":
      return certificateAnswers(situation, plan);
    case "keepSrv":
      return { choices: ["auto", "yes", "no"], default: "auto" };
    case "clients":
      return { choices: ["yes", "no"], default: "yes" };
  }
}

/** "Keep the one that is there" is offered where there is one that can be kept. */
function certificateAnswers(
  { input }: Situation,
  plan: Plan | null,
): Pick<OpenQuestion, "choices" | "default"> {
  const answers = { ...input.answers, certificate: "existing" } as const;
  const kept = makePlanAlone({ ...input, answers });
  const isThere = kept.ok || kept.error.reasons.every(({ code }) => code !== "no-good-certificate");
  return {
    choices: isThere ? ["acme", "own", "existing"] : ["acme", "own"],
    default: plan?.certificate?.issuer === "existing" ? "existing" : "acme",
  };
}

const CONTROLS = ["me", "other", "nobody"] as const;
