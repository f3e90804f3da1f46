import { z } from "zod";
import type { Answers } from "../../shared/answers/answers.ts";
import type { Facts } from "../../shared/facts/facts.ts";
import type { Ports } from "./ports.ts";
import type { AcmeChoice } from "./requests.ts";
import { StateDamaged } from "./state-damaged.ts";

/** What a run is made again from after an interruption: inputs only; steps are never stored and executed. */
export interface RunInput {
  readonly name: string;
  readonly kind: "apply" | "renew";
  readonly now: number;
  readonly answers: Answers;
  readonly facts: Facts;
  readonly acme: AcmeChoice;
  readonly webRoot: string | null;
  readonly remember: { readonly [option: string]: unknown };
}

/** Our own file, written by us, in a folder that only we can read: its outline is checked, its facts are trusted. */
const Outline = z.looseObject({
  name: z.string(),
  kind: z.enum(["apply", "renew"]),
  now: z.number(),
  answers: z.looseObject({}),
  facts: z.looseObject({ format: z.literal(1), serverName: z.string() }),
  acme: z.looseObject({ directory: z.string() }),
  remember: z.looseObject({}),
});

/** Keeps the input of a run. */
export async function keepRunInput(ports: Ports, run: string, input: RunInput): Promise<void> {
  await ports.store.writeDocument(run, "input", input);
}

/** Reads the input of a run; null where there is none. Throws `StateDamaged` where it is something else. */
export async function readRunInput(
  ports: Pick<Ports, "store">,
  run: string,
): Promise<RunInput | null> {
  const stored = await ports.store.readDocument(run, "input");
  if (stored === null || isRunInput(stored)) return stored;
  throw new StateDamaged(run, `${ports.store.pathOf(run)}/input.json`);
}

/** Reads a document that is only told from: null where there is none or it is damaged. */
export async function documentIfWhole(
  ports: Pick<Ports, "store">,
  run: string,
  name: string,
): Promise<unknown> {
  try {
    return await ports.store.readDocument(run, name);
  } catch (error) {
    if (error instanceof StateDamaged) return null;
    throw error;
  }
}

function isRunInput(stored: unknown): stored is RunInput {
  return Outline.safeParse(stored).success;
}
