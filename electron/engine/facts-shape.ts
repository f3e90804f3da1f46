import { z } from "zod";
import type { Facts } from "../../shared/facts/facts.ts";

const fact = z.discriminatedUnion("known", [
  z.looseObject({ known: z.literal(true), value: z.looseObject({}) }),
  z.looseObject({ known: z.literal(false), why: z.looseObject({ code: z.string() }) }),
]);

/** The outline of facts that were written down; each answer is judged again by whoever uses it. */
export const FactsShape = z.looseObject({
  format: z.literal(1),
  serverName: z.string(),
  at: z.string(),
  observations: z.record(z.string(), fact),
  host: fact.nullable(),
  web: fact.nullable(),
});

/** Tells whether a value has the outline of facts, as `look --out` and saved plans hold them. */
export function isFacts(value: unknown): value is Facts {
  return FactsShape.safeParse(value).success;
}
