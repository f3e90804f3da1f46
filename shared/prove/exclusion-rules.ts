import {
  DIMENSION_ORDER,
  unusualness,
  valuesOf,
  type Choice,
  type Dimension,
} from "./dimensions.ts";

/** A reason to leave points of the space out. It is asked as soon as all dimensions it reads are settled. */
export interface ExclusionRule {
  readonly name: string;
  readonly why: string;
  readonly reads: readonly Dimension[];
  /** Whether the point is left out; only `reads` are settled. */
  readonly excludes: (choice: Choice) => boolean;
}

const usual = (dimension: Dimension, choice: Choice): boolean =>
  choice[dimension] === valuesOf(dimension)[0];

const isDns = (choice: Choice): boolean => choice.form === "dns" || choice.form === "idn";
const isLiteral = (choice: Choice): boolean => choice.form === "ipv4" || choice.form === "ipv6";
const here = (choice: Choice): boolean =>
  ["here", "here-v6-too", "here-v6-mute"].includes(choice.points);
const noAddress = (choice: Choice): boolean =>
  choice.points === "nowhere" || choice.points === "servfail";
const speaksTls = (choice: Choice): boolean =>
  ["8448", "443", "8000", "8448-and-443"].includes(choice.service);

/** How much of the unusual one world may have. */
export const UNUSUAL_AT_ONCE = 2;

/** Why points of the product are left out. Every point is counted at the first rule that leaves it out. */
export const EXCLUSION_RULES: readonly ExclusionRule[] = [
  {
    name: "literal-has-no-names",
    why: "an IP literal is looked up nowhere: no address records, no website of the name, no delegated name",
    reads: ["form", "points", "delegated", "wellKnown"],
    excludes: (choice) =>
      isLiteral(choice) &&
      !(usual("points", choice) && usual("delegated", choice) && usual("wellKnown", choice)),
  },
  {
    name: "port-asks-nothing",
    why: "a name with a port is never looked for in .well-known or SRV, by any era (spec, step 2)",
    reads: ["form", "delegated", "wellKnown"],
    excludes: (choice) =>
      choice.form === "with-port" && !(usual("delegated", choice) && usual("wellKnown", choice)),
  },
  {
    name: "short-path-has-no-records",
    why: "SRV records of a literal or a name with a port are asked by nobody who could be helped with them",
    reads: ["form", "srv"],
    excludes: (choice) => !isDns(choice) && choice.srv !== "none",
  },
  {
    name: "no-address-no-website",
    why: "a name without an address has no website, so no file",
    reads: ["points", "wellKnown"],
    excludes: (choice) => noAddress(choice) && !usual("wellKnown", choice),
  },
  {
    name: "own-website-own-hands",
    why: "where the name leads to the server alone, its website is on the server, so it is ours",
    reads: ["points", "web"],
    excludes: (choice) => here(choice) && choice.web !== "me",
  },
  {
    name: "website-unused",
    why: "where no website is possible it is all the same who controls it",
    reads: ["form", "points", "web"],
    excludes: (choice) => (!isDns(choice) || noAddress(choice)) && choice.web !== "me",
  },
  {
    name: "alias-needs-its-target",
    why: "a name that is an alias of matrix.NAME needs that name to be there",
    reads: ["points", "delegated"],
    excludes: (choice) => choice.points === "alias" && choice.delegated !== "here",
  },
  {
    name: "no-certificate-no-fault",
    why: "where the homeserver speaks TLS nowhere, its certificate has no names and no faults",
    reads: ["service", "certificateNames", "certificateFault", "tls"],
    excludes: (choice) =>
      !speaksTls(choice) &&
      !(
        usual("certificateNames", choice) &&
        usual("certificateFault", choice) &&
        usual("tls", choice)
      ),
  },
  {
    name: "faulty-anyway",
    why: "a certificate that no peer that checks would take is faulty whatever its names: the right ones stand for all",
    reads: ["certificateNames", "certificateFault"],
    excludes: (choice) =>
      !["none", "cn-only", "incomplete"].includes(choice.certificateFault) &&
      !["name", "delegated"].includes(choice.certificateNames),
  },
  {
    name: "no-file-no-cache-life",
    why: "headers of a file that is not there are read by nobody",
    reads: ["wellKnown", "wellKnownCache"],
    excludes: (choice) =>
      (["absent", "closed", "silent", "html", "loop", "error-503"].includes(choice.wellKnown) ||
        choice.wellKnown.endsWith("-certificate") ||
        choice.wellKnown === "bad-certificate-stale") &&
      choice.wellKnownCache !== "unsaid",
  },
  {
    name: "too-unusual-at-once",
    why: `more than ${UNUSUAL_AT_ONCE} points of unusualness (a value's number in dimensions.ts); the far sample draws from these too`,
    reads: DIMENSION_ORDER,
    excludes: (choice) => unusualOf(choice) > UNUSUAL_AT_ONCE,
  },
];

/** Rules by the place in `DIMENSION_ORDER` that settles the last of what they read; the budget is not among them. */
export const RULES_AT: readonly (readonly ExclusionRule[])[] = DIMENSION_ORDER.map((_, at) =>
  EXCLUSION_RULES.filter(
    ({ reads }) =>
      reads.length < DIMENSION_ORDER.length &&
      Math.max(...reads.map((each) => DIMENSION_ORDER.indexOf(each))) === at,
  ),
);

/** Sum of the unusualness of a choice. */
export function unusualOf(choice: Choice): number {
  return DIMENSION_ORDER.reduce(
    (sum, dimension) => sum + unusualness(dimension, choice[dimension]),
    0,
  );
}

/** The rule that leaves a point out; null where none does. The budget of the unusual is left to the caller. */
export function excludedBy(choice: Choice): ExclusionRule | null {
  return EXCLUSION_RULES.find((rule) => rule.excludes(choice)) ?? null;
}
