import { z } from "zod";
import { envelope } from "./envelope.ts";
import { Timeline } from "./faq-document.ts";

/** One stop of the road. */
const UpgradeHop = z.looseObject({
  version: z.string(),
  do: z.array(z.string()),
  breaks: z.array(z.string()).describe("what stops working, and for whom"),
  needs: z.array(z.string()).describe("what must be there before"),
  mandatory: z
    .string()
    .nullable()
    .describe("why this stop may not be left out, also in needs; null: it may"),
  rollbackSafe: z.boolean().describe("the version before still opens the database afterwards"),
  rollbackVia: z.array(z.string()).describe("further stops that keep a way back; empty: no help"),
  ack: z.string().nullable().describe("what has to be agreed to; null: nothing"),
  minutes: z.number().describe("for a small server, backup and waiting included"),
  minutesBasis: z.string(),
  note: z.string().describe("URL of the upgrade note that the hop rests on"),
  notes: z.array(z.string()),
});
/** One stop of the road. */
export type UpgradeHop = z.infer<typeof UpgradeHop>;

/** One finding in the configuration. */
const LintFinding = z.looseObject({
  file: z.string(),
  line: z.int().min(0).describe("from 1; of a missing key, the line after which it belongs"),
  key: z.string(),
  class: z.enum(["fatal", "ignored", "danger", "works"]),
  since: z.string().describe("the first version at which the class applies"),
  edit: z
    .string()
    .nullable()
    .describe(
      "hunk of a unified diff without context; null: none; findings on the same lines share one, to be applied once",
    ),
  why: z.string(),
});
/** One finding in the configuration. */
export type LintFinding = z.infer<typeof LintFinding>;

/** The document of `upgrade`, offline. */
export const UpgradeDocument = z.looseObject({
  ...envelope,
  from: z.string(),
  to: z.string(),
  database: z.looseObject({
    kind: z.enum(["sqlite", "postgres"]).nullable(),
    version: z.string().nullable(),
  }),
  hops: z.array(UpgradeHop),
  lint: z.array(LintFinding),
  timeline: Timeline,
});
/** The document of `upgrade`, offline. */
export type UpgradeDocument = z.infer<typeof UpgradeDocument>;
