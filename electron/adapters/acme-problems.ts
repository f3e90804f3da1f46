import { z } from "zod";
import { problem, type Problem, type ProblemData } from "../../shared/problems/problem.ts";
import { CaUnreachable, type AcmeResponse } from "./acme-transport.ts";

const ERROR = "urn:ietf:params:acme:error:";
const MAX_TEXT = 600;
const USUAL_WAIT_MS = 3_600_000;

/** An error document of a CA (RFC 7807, RFC 8555 section 6.7). */
export const errorDocument = z.object({
  type: z.string().catch("about:blank"),
  detail: z.string().catch(""),
  status: z.number().int().optional().catch(undefined),
  subproblems: z
    .array(
      z.object({
        type: z.string().catch(""),
        detail: z.string().catch(""),
        identifier: z.object({ value: z.string() }).optional(),
      }),
    )
    .max(100)
    .optional()
    .catch(undefined),
});

/** An error document as parsed. */
export type ErrorDocument = z.infer<typeof errorDocument>;

/** A CA answered a request with an error. */
export class CaRefused extends Error {
  override readonly name = "CaRefused";
  readonly document: ErrorDocument;
  readonly status: number;
  readonly retryAfter: number | null;
  constructor(response: AcmeResponse) {
    const document = errorDocument.safeParse(response.data);
    const read = document.success ? document.data : { type: "about:blank", detail: "" };
    super(read.detail);
    this.document = read;
    this.status = response.status;
    this.retryAfter = retryAfterMs(response.headers["retry-after"]);
  }
}

/** Tells whether a response refuses the nonce that was used (RFC 8555 section 6.5). */
export function isBadNonce(response: AcmeResponse): boolean {
  return response.status === 400 && new CaRefused(response).document.type === `${ERROR}badNonce`;
}

/** A `Retry-After` header (seconds or a date, RFC 9110 section 10.2.3) in ms from now; null where there is none. */
export function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^[0-9]{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** Turns whatever stopped a request into a problem; a thrown thing that is neither a CA's nor a network's is a bug and goes on. */
export function problemOf(error: unknown, directoryUrl: string): Problem {
  if (error instanceof CaUnreachable) {
    return problem(
      "ca-unreachable",
      { ca: show(error.ca), why: show(error.why) },
      { evidence: show(error.message) },
    );
  }
  if (error instanceof CaRefused) return problemOfRefusal(error, directoryUrl);
  if (error instanceof z.ZodError) {
    const where = error.issues[0]?.path.join(".") ?? "";
    return problem(
      "ca-refused",
      { ca: hostOf(directoryUrl), type: "malformed", detail: where, status: 0 },
      { seenFrom: "ca" },
    );
  }
  throw error;
}

function problemOfRefusal(refused: CaRefused, directoryUrl: string): Problem {
  const type = shortType(refused.document.type);
  const detail = fullDetail(refused.document);
  const data = { ca: hostOf(directoryUrl), type, detail, status: refused.status };
  const rest = { seenFrom: "ca" as const, evidence: detail };
  if (isLimit(refused))
    return problem("ca-rate-limited", { ...data, retryAt: retryAt(refused) }, rest);
  switch (type) {
    case "badNonce":
      return problem("ca-bad-nonce", data, rest);
    case "caa":
      return problem(
        "caa-forbids",
        { ...data, name: nameIn(refused.document), issuer: data.ca },
        rest,
      );
    case "userActionRequired":
      return problem("ca-terms", data, rest);
    default:
      return problem("ca-refused", data, rest);
  }
}

/** What a failed challenge says, per name: the CA's own words. */
export function challengeProblem(
  name: string,
  document: ErrorDocument | null,
  directoryUrl: string,
): Problem {
  return failure("challenge-failed", { name }, document, directoryUrl);
}

/** What a failed order says; `names` are those of the order. `why` is a code of ours where the CA gave no document. */
export function orderProblem(
  why: string,
  names: readonly string[],
  document: ErrorDocument | null,
  directoryUrl: string,
): Problem {
  const blamed = document === null ? "" : nameIn(document);
  const name = blamed === "" ? show(names.join(", ")) : blamed;
  return failure("order-failed", { why, name }, document, directoryUrl);
}

function failure(
  code: "challenge-failed" | "order-failed",
  about: ProblemData,
  document: ErrorDocument | null,
  directoryUrl: string,
): Problem {
  const type = document === null ? "" : shortType(document.type);
  const detail = document === null ? "" : fullDetail(document);
  const ca = hostOf(directoryUrl);
  const rest = { seenFrom: "ca" as const, evidence: detail };
  if (type === "caa")
    return problem("caa-forbids", { ...about, ca, issuer: ca, type, detail }, rest);
  return problem(code, { ...about, ca, type, detail }, rest);
}

/** The CA's host as shown to people. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : show(url);
}

function isLimit(refused: CaRefused): boolean {
  if (refused.document.type === `${ERROR}rateLimited` || refused.status === 429) return true;
  return refused.status === 503 && refused.retryAfter !== null;
}

/** `Retry-After`, else the moment that Let's Encrypt's words name, else in an hour. */
function retryAt(refused: CaRefused): string {
  if (refused.retryAfter !== null) return new Date(Date.now() + refused.retryAfter).toISOString();
  const named = /retry after (\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(?:UTC|Z)/i.exec(
    refused.document.detail,
  );
  const moment = named === null ? Number.NaN : Date.parse(`${named[1] ?? ""}T${named[2] ?? ""}Z`);
  return new Date(Number.isNaN(moment) ? Date.now() + USUAL_WAIT_MS : moment).toISOString();
}

function shortType(type: string): string {
  return show(type.startsWith(ERROR) ? type.slice(ERROR.length) : type);
}

function fullDetail(document: ErrorDocument): string {
  const parts = (document.subproblems ?? []).map(
    (each) => `${each.identifier?.value ?? ""}: ${each.detail}`,
  );
  return show([document.detail, ...parts].filter((part) => part !== "").join("; "));
}

function nameIn(document: ErrorDocument): string {
  return show(document.subproblems?.find((each) => each.identifier)?.identifier?.value ?? "");
}

/** A CA's text is a stranger's: no control characters, no direction marks, and an end. */
function show(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, MAX_TEXT);
}
