import { ERAS, type Era } from "../../shared/domain/era.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { hostKind } from "../../shared/domain/server-name.ts";
import type { Answers } from "../../shared/answers/answers.ts";

/** Why an answer cannot be taken. */
export type AnswerFault =
  | { readonly why: "answer-unknown"; readonly key: string }
  | {
      readonly why: "answer-value";
      readonly key: string;
      readonly value: string;
      readonly choices: string;
    };

/** What may be answered to each key (`cli.md`, "Answers"), as people read it. */
const CHOICES = {
  audience: ERAS,
  web: ["me", "other", "nobody"],
  dns: ["me", "other", "nobody"],
  delegate: ["auto", "none", "well-known", "srv"],
  delegatedName: ["a host name"],
  port: ["a number from 1 to 65535"],
  proxy: ["auto", "none", "nginx", "apache", "caddy", "haproxy", "other"],
  certificate: ["acme", "own", "existing"],
  keepSrv: ["auto", "yes", "no"],
  clients: ["yes", "no"],
} as const satisfies { readonly [key in keyof Answers]-?: readonly string[] };

/** The keys of answers. */
export const ANSWER_KEYS: readonly string[] = Object.keys(CHOICES);

/** Reads answers one after the other; a later one stands over an earlier one. */
export function readAnswers(
  entries: Iterable<readonly [string, unknown]>,
): Result<Answers, AnswerFault> {
  const answers: { -readonly [key in keyof Answers]: Answers[key] } = {};
  for (const [key, given] of entries) {
    const answer = readAnswer(key, given);
    if (!answer.ok) return answer;
    Object.assign(answers, answer.value);
  }
  return ok(answers);
}

/** Reads one answer, as `--set KEY=VALUE` or an entry of an answers file gives it. Lists may be comma-separated. */
export function readAnswer(key: string, given: unknown): Result<Answers, AnswerFault> {
  if (!isKey(key)) return refuse({ why: "answer-unknown", key });
  const value = accept(key, given);
  if (value !== null) return ok({ [key]: value });
  const choices = CHOICES[key].join(", ");
  return refuse({
    why: "answer-value",
    key,
    value: typeof given === "string" ? given : JSON.stringify(given),
    choices,
  });
}

function isKey(key: string): key is keyof typeof CHOICES {
  return Object.hasOwn(CHOICES, key);
}

function accept(
  key: keyof typeof CHOICES,
  given: unknown,
): string | number | readonly Era[] | null {
  switch (key) {
    case "audience":
      return acceptAudience(given);
    case "port":
      return acceptPort(given);
    case "delegatedName":
      return typeof given === "string" && hostKind(given) !== null ? given : null;
    case "web":
    case "dns":
    case "delegate":
    case "proxy":
    case "certificate":
    case "keepSrv":
    case "clients":
      return typeof given === "string" && CHOICES[key].some((choice) => choice === given)
        ? given
        : null;
  }
}

function acceptAudience(given: unknown): readonly Era[] | null {
  const list: readonly unknown[] =
    typeof given === "string" ? given.split(",") : Array.isArray(given) ? given : [];
  const eras = ERAS.filter((era) => list.includes(era));
  return list.length > 0 && list.every((each) => ERAS.some((era) => era === each)) ? eras : null;
}

function acceptPort(given: unknown): number | null {
  const text = typeof given === "number" ? String(given) : given;
  if (typeof text !== "string" || !/^[1-9][0-9]{0,4}$/.test(text)) return null;
  return Number(text) <= 65_535 ? Number(text) : null;
}
