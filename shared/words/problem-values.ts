import type { Problem, ProblemData } from "../problems/problem.ts";
import { momentOf, spanOf, type SayKey } from "./span.ts";

/** Values that a text may name. */
type WordValues = { readonly [key: string]: string | number | boolean | null | undefined };

/** What turns codes into texts. */
interface Voice {
  readonly say: SayKey;
  readonly sayCode: (group: string, code: string, values?: WordValues) => string;
}

/** Other keys that the same thing may be found under, tried in order where a text names the first. */
const ALSO: { readonly [key: string]: readonly string[] } = {
  host: ["name", "machine", "which"],
  name: ["host"],
  ca: ["url"],
  path: ["file", "place"],
  service: ["unit"],
  unit: ["service"],
  what: ["path", "run"],
  given: ["value"],
  why: ["detail"],
};

/** Problems with a file, whose `why` is said in words. */
const FILES: ReadonlySet<string> = new Set([
  "input-file-bad",
  "output-file-bad",
  "plan-file-bad",
  "facts-file-bad",
]);

/**
 * The values that the texts of a problem may name: its data without what is not known, moments and
 * lengths of time as people read them, and each thing under every key that a text may use for it.
 */
export function problemValues({ code, data }: Problem, speak: Voice): WordValues {
  const known = Object.entries(data).filter(([, value]) => value !== null && value !== "");
  const values: { [key: string]: string | number | boolean } = {};
  for (const [key, value] of known) {
    if (value !== null) values[key] = typeof value === "string" ? momentOf(value) : value;
  }
  // What was typed is shown as it was, also where it was nothing.
  if (data["given"] === "") values["given"] = "";
  const seconds = data["seconds"] ?? data["ageSeconds"];
  if (typeof seconds === "number") values["span"] = spanOf(seconds, speak);
  if (FILES.has(code)) values["why"] = fileFault(data, speak);
  if (code === "server-name-invalid" && typeof data["why"] === "string")
    values["why"] = nameFault(data, speak);
  if (code === "web-root-bad") values["why"] = speak.sayCode("folderFaults", String(data["why"]));
  for (const [key, others] of Object.entries(ALSO)) {
    const found = others.find((other) => values[other] !== undefined);
    if (values[key] === undefined && found !== undefined) values[key] = values[found] ?? "";
  }
  return values;
}

/** Why a text is no server name, and what was probably meant; a sentence stays as it is. */
function nameFault({ why, suggestion }: ProblemData, { sayCode }: Voice): string {
  const given = String(why ?? "");
  const said = sayCode("names", given);
  const isMeant = said !== given && typeof suggestion === "string" && suggestion !== "";
  return isMeant ? sayCode("names", "suggestion", { why: said, suggestion }) : said;
}

function fileFault(data: ProblemData, { say, sayCode }: Voice): string {
  const { why, where, serverName, fault } = data;
  if (typeof fault === "string") return faultInWords(fault, data, { say, sayCode });
  if (typeof serverName === "string") return say("fileFaults.other-name", { name: serverName });
  if (typeof where === "string") return `${where}: ${String(why)}.`;
  if (typeof why !== "string" || why === "") return say("fileFaults.other");
  return sayCode("fileFaults", why);
}

/** What is wrong with what stands in a file, with the line where one place is at fault. */
function faultInWords(code: string, data: ProblemData, { say, sayCode }: Voice): string {
  const fault = sayCode("fileFaults", code, data);
  const { line, column } = data;
  return typeof line === "number" && column === undefined
    ? say("fileFaults.in-line", { line, fault })
    : fault;
}
