import type { Fields } from "../engine/host-wire.ts";
import type { Ran } from "./ssh-exec.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem, type ProblemData } from "../../shared/problems/problem.ts";

/** The line before which everything is a login shell's own noise. */
export const BEGIN = "homeport-begin";
/** The line without which an answer is not complete. */
export const END = "homeport-end";

const MAX_EVIDENCE = 500;

/** Reads what a script printed: `KEY=TEXT` or `KEY:BASE64` a line, between begin and end; null where it is not that. */
export function readFields(stdout: string): Fields | null {
  const lines = stdout.split("\n");
  const begin = lines.indexOf(BEGIN);
  const end = lines.lastIndexOf(END);
  if (begin < 0 || end < begin) return null;
  const fields: (readonly [string, string])[] = [];
  for (const line of lines.slice(begin + 1, end)) {
    const parts = /^([A-Za-z0-9][A-Za-z0-9._@/-]*?)([=:])(.*)$/.exec(line);
    if (!parts) return null;
    const [, key = "", kind, text = ""] = parts;
    if (kind === ":" && !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
    fields.push([key, kind === "=" ? text : Buffer.from(text, "base64").toString("utf8")]);
  }
  return fields;
}

/** The fields of a command that ended well, else what went wrong as a problem seen from the host. */
export function judgeRun(ran: Ran, about: ProblemData): Result<Fields, Problem> {
  if (ran.end === "lost") return refuse(problem("connection-lost", about));
  if (ran.end === "timeout" || ran.end === "too-large")
    return refuse(failed(about, ran.end, ran.stderr));
  const fields = readFields(ran.stdout);
  if (fields !== null && (ran.code === 0 || ran.end === "held")) return ok(fields);
  return refuse(problemOf(ran, about));
}

function problemOf(ran: Ran, about: ProblemData): Problem {
  const noSpace = /No space left on device|Disk quota exceeded/.test(ran.stderr);
  const [, code = `exit-${ran.code ?? "none"}`, detail = ""] =
    /^homeport-refuse (\S+) ?(.*)$/m.exec(ran.stderr) ?? [];
  const data = { ...about, why: code, detail };
  const evidence = evidenceOf(ran.stderr);
  if (noSpace) return problem("disk-full", data, { seenFrom: "host", evidence });
  if (code === "tool-missing")
    return problem("tool-missing", { ...data, tool: detail }, { seenFrom: "host", evidence });
  if (code === "port-taken")
    return problem(
      "port-taken",
      { ...data, port: 80, process: detail },
      { seenFrom: "host", evidence },
    );
  if (code === "not-root") return problem("sudo-refused", data, { seenFrom: "host", evidence });
  return problem("operation-failed", data, { seenFrom: "host", evidence });
}

function failed(about: ProblemData, why: string, stderr: string): Problem {
  return problem(
    "operation-failed",
    { ...about, why, detail: "" },
    { seenFrom: "host", evidence: evidenceOf(stderr) },
  );
}

/** The last of what was said, without control characters. */
export function evidenceOf(stderr: string): string | null {
  const text = stderr.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "").trim();
  return text === "" ? null : text.slice(-MAX_EVIDENCE);
}
