import type { Answers } from "../../shared/answers/answers.ts";
import type { Output } from "../../shared/api/contract.ts";
import { ERAS } from "../../shared/domain/era.ts";
import { hostKind } from "../../shared/domain/server-name.ts";
import type { StopId } from "../route/way.ts";

type View = Output<"questions.open">;
/** One question as it is asked: its default stands in the field. */
export interface Asked {
  readonly key: keyof Answers;
  readonly why: View["open"][number]["why"];
  readonly choices: readonly string[];
  readonly preset: string | number | readonly string[];
}

const CONTROLS = ["me", "other", "nobody"] as const;

/** What may be answered to each question; empty: any text or number. */
const CHOICES: { readonly [key in keyof Required<Answers>]: readonly string[] } = {
  audience: ERAS,
  web: CONTROLS,
  dns: CONTROLS,
  delegate: ["auto", "none", "well-known", "srv"],
  delegatedName: [],
  port: [],
  proxy: ["auto", "none", "nginx", "apache", "caddy", "haproxy", "other"],
  certificate: ["acme", "own", "existing"],
  keepSrv: ["auto", "yes", "no"],
  clients: ["yes", "no"],
};

/** Why a question that was answered before was asked; keys under `reasons.`. */
const WHY: { readonly [key in keyof Required<Answers>]: string } = {
  audience: "ask-audience",
  web: "ask-web",
  dns: "ask-dns",
  delegate: "ask-delegate",
  delegatedName: "ask-delegated-name",
  port: "ask-port",
  proxy: "ask-proxy",
  certificate: "ask-certificate",
  keepSrv: "ask-keep-srv",
  clients: "ask-clients",
};

/** The stop that each question is about. */
export const STOP_OF: { readonly [key in keyof Required<Answers>]: StopId } = {
  audience: "name",
  web: "well-known",
  dns: "srv",
  delegate: "well-known",
  delegatedName: "address",
  port: "port",
  proxy: "proxy",
  certificate: "certificate",
  keepSrv: "srv",
  clients: "synapse",
};

/**
 * What is asked: the questions that are open, and those that were answered here before, so that going
 * back shows them again with their answers. The order is that of the engine.
 */
export function askedList(view: View, answers: Answers, name: string): readonly Asked[] {
  const open = view.open.map((each): Asked => ({
    key: each.key,
    why: each.why,
    choices: each.choices,
    preset: each.default,
  }));
  const before = view.moot
    .filter(({ key, why }) => why.code === "moot-answered" && answers[key] !== undefined)
    .map(({ key, choices = CHOICES[key] }): Asked => {
      const given = answers[key];
      return {
        key,
        why: { code: WHY[key], data: { name } },
        choices,
        preset: given ?? "",
      };
    });
  const order = Object.keys(CHOICES);
  return [...open, ...before].toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** The port that a text names; null where it names none. */
function portOf(text: string): number | null {
  const port = Number(text);
  return /^\s*\d+\s*$/.test(text) && port > 0 && port < 65_536 ? port : null;
}

/** Whether an answer can be taken. */
export function isTaken(key: keyof Answers, value: string | readonly string[]): boolean {
  if (key === "port") return portOf(String(value)) !== null;
  return key !== "delegatedName" || hostKind(String(value).trim()) === "dns";
}

/** Puts an answer in its place; one that cannot be taken is left out. */
export function withAnswer(
  answers: Answers,
  key: keyof Answers,
  value: string | readonly string[],
): Answers {
  if (key === "audience") {
    const audience = ERAS.filter((era) => value.includes(era));
    return audience.length === 0 ? answers : { ...answers, audience };
  }
  if (key === "port") {
    const port = portOf(String(value));
    return port === null ? answers : { ...answers, port };
  }
  return isTaken(key, value) ? { ...answers, [key]: String(value).trim() } : answers;
}
