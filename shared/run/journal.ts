import { z } from "zod";
import { assertNever } from "../domain/result.ts";

/**
 * One line of a run's journal, written before the effect it announces (design section 4). The journal
 * is append-only; what a run has done is always the fold of its lines.
 */
export const Entry = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("planned"),
    at: z.string(),
    name: z.string(),
    digest: z.string(),
    kind: z.enum(["apply", "renew"]),
  }),
  z.object({ event: z.literal("approved"), at: z.string(), how: z.string() }),
  /** Machines whose locks are about to be taken; they are given back before the next outcome is written. */
  z.object({
    event: z.literal("locking"),
    at: z.string(),
    machines: z.array(z.enum(["host", "web"])),
  }),
  z.object({ event: z.literal("began"), at: z.string() }),
  z.object({
    event: z.literal("started"),
    at: z.string(),
    step: z.string(),
  }),
  /** A file, a folder of keys, a setting or a service is about to change; what undo needs to know. */
  z.object({
    event: z.literal("touching"),
    at: z.string(),
    step: z.string(),
    machine: z.enum(["host", "web"]),
    path: z.string().optional(),
    unit: z.string().optional(),
    unitBefore: z.string().optional(),
    debconfBefore: z.string().nullable().optional(),
  }),
  z.object({
    event: z.literal("order"),
    at: z.string(),
    step: z.string(),
    ca: z.enum(["staging", "live"]),
    url: z.string(),
  }),
  z.object({
    event: z.enum(["done", "found-done"]),
    at: z.string(),
    step: z.string(),
    evidence: z.string().nullable(),
    seconds: z.number(),
  }),
  z.object({ event: z.literal("failed"), at: z.string(), step: z.string(), code: z.string() }),
  z.object({ event: z.literal("waiting"), at: z.string(), step: z.string() }),
  z.object({ event: z.literal("undoing"), at: z.string() }),
  z.object({
    event: z.literal("outcome"),
    at: z.string(),
    /** `superseded`: what is left of the way is another run now. */
    outcome: z.enum(["kept", "undone", "waiting", "unknown", "superseded"]),
  }),
]);

/** One parsed line. */
export type Entry = z.infer<typeof Entry>;

/** How far a step has come. `started` without an end: it may or may not have happened, so look. */
export type StepState = "pending" | "started" | "done" | "failed" | "waiting" | "undone";

/** How a run stands. `open`: it ended nowhere, it was interrupted. */
export type RunState =
  "open" | "undoing" | "kept" | "undone" | "waiting" | "unknown" | "superseded";

/** Something a run touched, as undo needs it. */
export type Touched = Extract<Entry, { event: "touching" }>;

/** What a run has done: the fold of its journal. */
export interface RunView {
  readonly name: string;
  readonly digest: string;
  readonly kind: "apply" | "renew";
  readonly at: string;
  readonly approved: boolean;
  readonly state: RunState;
  /** It was being taken back and that has not ended; goes on so whatever comes between. */
  readonly undoing: boolean;
  /** Machines whose locks may still be this run's. */
  readonly locked: readonly ("host" | "web")[];
  readonly steps: { readonly [step: string]: StepView };
  /** In the order in which it was touched, without repeats. */
  readonly touched: readonly Touched[];
  readonly orders: { readonly [stepAndCa: string]: string };
}

/** One step of a run. */
export interface StepView {
  readonly state: StepState;
  readonly evidence: string | null;
  readonly seconds: number;
  /** When it was first started; the clock of a `wait`. */
  readonly since: string;
}

/** Folds journal lines; null where the first line is missing (nothing was ever begun). Lines that do not parse are left out. */
export function foldJournal(lines: readonly unknown[]): RunView | null {
  const entries = lines.flatMap((line) => {
    const parsed = Entry.safeParse(line);
    return parsed.success ? [parsed.data] : [];
  });
  const first = entries[0];
  if (first?.event !== "planned") return null;
  const start: RunView = {
    name: first.name,
    digest: first.digest,
    kind: first.kind,
    at: first.at,
    approved: false,
    state: "open",
    undoing: false,
    locked: [],
    steps: {},
    touched: [],
    orders: {},
  };
  return entries.slice(1).reduce(foldEntry, start);
}

function foldEntry(view: RunView, entry: Entry): RunView {
  switch (entry.event) {
    case "planned":
      return view;
    case "approved":
      return { ...view, approved: true };
    case "locking":
      return { ...view, locked: [...new Set([...view.locked, ...entry.machines])] };
    case "began":
      return { ...view, state: "open" };
    case "started":
      return withStep(view, entry.step, {
        state: "started",
        since: view.steps[entry.step]?.since ?? entry.at,
      });
    case "touching":
      return { ...view, touched: addTouched(view.touched, entry) };
    case "order":
      return { ...view, orders: { ...view.orders, [`${entry.step} ${entry.ca}`]: entry.url } };
    case "done":
    case "found-done":
      return withStep(view, entry.step, {
        state: "done",
        evidence: entry.evidence,
        seconds: entry.seconds,
      });
    case "failed":
      return withStep(view, entry.step, { state: "failed" });
    case "waiting":
      return withStep(view, entry.step, { state: "waiting" });
    case "undoing":
      return { ...view, state: "undoing", undoing: true };
    case "outcome":
      return foldOutcome(view, entry.outcome);
    default:
      return assertNever(entry);
  }
}

function withStep(view: RunView, step: string, change: Partial<StepView>): RunView {
  const old = view.steps[step] ?? { state: "pending", evidence: null, seconds: 0, since: view.at };
  return { ...view, steps: { ...view.steps, [step]: { ...old, ...change } } };
}

function addTouched(touched: readonly Touched[], entry: Touched): readonly Touched[] {
  return touched.some((other) => isSameTouched(other, entry)) ? touched : [...touched, entry];
}

function isSameTouched(one: Touched, other: Touched): boolean {
  return one.machine === other.machine && one.path === other.path && one.unit === other.unit;
}

/** One touch of a run; `first`: nothing of the run had touched that thing before. */
export interface Touch {
  readonly what: Touched;
  readonly first: boolean;
}

/** Every touch of a run in its order, also by steps that touched again what an earlier one had. */
export function touchesOf(lines: readonly unknown[]): readonly Touch[] {
  const all = lines.flatMap((line) => {
    const parsed = Entry.safeParse(line);
    return parsed.success && parsed.data.event === "touching" ? [parsed.data] : [];
  });
  return all.map((what, at) => ({
    what,
    first: all.findIndex((other) => isSameTouched(other, what)) === at,
  }));
}

/** An outcome other than *unknown* is written only after the locks were given back, and ends a taking back. */
function foldOutcome(view: RunView, outcome: RunState): RunView {
  if (outcome === "unknown") return { ...view, state: outcome };
  const ended = { ...view, state: outcome, undoing: false, locked: [] };
  if (outcome !== "undone") return ended;
  const steps = Object.fromEntries(
    Object.entries(view.steps).map(([id, step]) => [id, { ...step, state: "undone" as const }]),
  );
  return { ...ended, steps };
}
