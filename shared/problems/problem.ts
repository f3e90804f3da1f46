import type { ProblemCode } from "./codes.ts";

/** From where a thing was seen: this desktop, the host over SSH, or the certificate authority. */
export type Vantage = "desktop" | "host" | "ca";

/** How bad a finding is: an error breaks, a warning does not yet, an info is only worth knowing. */
export type Severity = "error" | "warning" | "info";

/** Plain values that words may name. */
export type ProblemData = { readonly [key: string]: string | number | boolean | null };

/**
 * Something that is wrong, as data. Its title, meaning and one next step are in the words
 * (`problems.CODE`), complete by type; `evidence` is what was seen, safe to show.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly seenFrom: Vantage;
  readonly data: ProblemData;
  readonly evidence: string | null;
}

/** Makes a problem; severity is `error` and it is seen from the desktop unless said. */
export function problem(
  code: ProblemCode,
  data: ProblemData = {},
  rest: {
    readonly severity?: Severity;
    readonly seenFrom?: Vantage;
    readonly evidence?: string | null;
  } = {},
): Problem {
  return {
    code,
    severity: rest.severity ?? "error",
    seenFrom: rest.seenFrom ?? "desktop",
    data,
    evidence: rest.evidence ?? null,
  };
}
