import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A problem as documents show it: the code with its finding, meaning and one next step. */
export const SpokenProblem = z.looseObject({
  code: z.string().describe("kebab-case, says what is wrong; stable"),
  severity: z.enum(["error", "warning", "info"]),
  title: z.string(),
  meaning: z.string(),
  next: z.string().describe("the one next step"),
  seenFrom: z.enum(["desktop", "host", "ca"]),
  data: z.record(z.string(), scalar),
  evidence: z.string().nullable(),
});
/** A problem as documents show it. */
export type SpokenProblem = z.infer<typeof SpokenProblem>;

/** A reason that scripts may tell apart by its code. */
export const CodedText = z.looseObject({ code: z.string(), text: z.string() });
/** A reason that scripts may tell apart by its code. */
export type CodedText = z.infer<typeof CodedText>;

/** Options that change whom Homeport believes. */
export const Trust = z.looseObject({
  caFiles: z.array(z.string()),
  dnsServers: z.array(z.string()),
  connectTo: z.array(z.string()),
  acmeDirectory: z.string().nullable(),
});
/** Options that change whom Homeport believes. */
export type Trust = z.infer<typeof Trust>;

/** The keys that every document has (`cli.md`, "Envelope"). */
export const envelope = {
  format: z.literal(1),
  homeport: z.string().describe("version of Homeport"),
  command: z.string().nullable(),
  name: z.string().nullable().describe("the server name"),
  at: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  exit: z.int().min(0).max(130),
  trust: Trust,
  problems: z.array(SpokenProblem),
} as const;

/** The document of a command that could not begin: bad usage, bad name, bad input, a refused login, a bug. */
export const BareDocument = z.looseObject(envelope);
/** The document of a command that could not begin. */
export type BareDocument = z.infer<typeof BareDocument>;
