import type { Output } from "../../shared/api/contract.ts";
import type { WizardEvent } from "../../shared/api/events.ts";
import type { WizardState } from "../../shared/api/wizard-parts.ts";
import type { ApplyState, LogLine, PlanView } from "../../shared/api/wizard-views.ts";
import type { Problem } from "../../shared/problems/problem.ts";

type Observed = Extract<WizardEvent, { readonly event: "observed" }>;
/** A look at a name, finished. */
export type Looked = Output<"name.look"> & { readonly at: number };
/** Rows of preflight. */
export type PreflightRow = Output<"preflight.run">["checks"][number];
/** What preflight will look at. */
export type ComingRow = Pick<PreflightRow, "check" | "subject" | "seenFrom">;
/** A login that worked. */
export type LoggedIn = Extract<Output<"host.connect">, { readonly kind: "connected" }>;

/** A plan that was opened from a file, as it was made again at once. */
export interface OpenedPlan {
  readonly file: string;
  /** The digest that the file named, null where it was not found again. */
  readonly digest: string | null;
  /** The file's plan was made for a machine that was signed in to. */
  readonly withHost: boolean;
}

/** Everything that the page knows. What survives a reload is the engine's; this is the picture of it. */
export interface Page {
  readonly about: Output<"about.get">;
  readonly wizard: WizardState;
  readonly apply: ApplyState;
  readonly log: readonly LogLine[];
  readonly servers: Output<"home.list">["servers"];
  /** Keys of what was asked so far while a name is looked at. */
  readonly observed: readonly string[];
  readonly looked: Looked | null;
  /** Something was looked up since this page was opened, or before it: the name is kept from then. */
  readonly hasAsked: boolean;
  readonly plan: PlanView | null;
  readonly opened: OpenedPlan | null;
  /** What was seen of the machine at its login in this window. */
  readonly machine: LoggedIn | null;
  /** What was said of the website's folder at its login in this window. */
  readonly folderWarnings: LoggedIn["warnings"];
  readonly preflight: readonly PreflightRow[];
  readonly coming: readonly ComingRow[];
  /** What was asked for and could not be done, where the screen itself has no place for it. */
  readonly refused: Problem | null;
  /** Why the page has lost its engine: Homeport was ended, or this page's sign-in was. False: it has one. */
  readonly gone: false | "gone" | "ended";
}

/** What may happen to the page. */
export type Action =
  | WizardEvent
  /** What a call gave back; events that came meanwhile are newer. */
  | { readonly event: "run"; readonly state: ApplyState }
  | { readonly event: "home"; readonly servers: Page["servers"] }
  | { readonly event: "caught-up"; readonly wizard: WizardState; readonly apply: ApplyState }
  | { readonly event: "look-begins" }
  | { readonly event: "looked"; readonly looked: Looked }
  | { readonly event: "planned"; readonly plan: PlanView }
  | { readonly event: "plan-opened"; readonly opened: OpenedPlan }
  | { readonly event: "machine"; readonly machine: LoggedIn | null }
  | { readonly event: "website"; readonly warnings: Page["folderWarnings"] }
  | { readonly event: "preflight-begins" }
  | { readonly event: "refused"; readonly problem: Problem | null }
  | { readonly event: "gone"; readonly why: "gone" | "ended" };

/** Folds what happens into what the page knows. */
export function reduce(page: Page, action: Action): Page {
  switch (action.event) {
    case "state":
      return withState(page, action.state);
    case "caught-up":
      return withApply({ ...withState(page, action.wizard), gone: false }, action.apply);
    case "observed":
      return { ...withObserved(page, action), hasAsked: true };
    case "preflight-coming":
      return { ...page, coming: action.rows };
    case "preflight":
      return { ...page, preflight: [...page.preflight, action.row] };
    case "run":
    case "apply":
      return withApply(page, action.state);
    case "log":
      return { ...page, log: addLine(page.log, action.line) };
    case "home":
      return { ...page, servers: action.servers };
    case "look-begins":
      return { ...page, observed: [], looked: null };
    case "looked":
      return { ...page, looked: action.looked, hasAsked: true };
    case "planned":
      return { ...page, plan: action.plan };
    case "plan-opened":
      return { ...page, opened: action.opened };
    case "machine":
      return { ...page, machine: action.machine };
    case "website":
      return { ...page, folderWarnings: action.warnings };
    case "preflight-begins":
      return { ...page, preflight: [], coming: [] };
    case "refused":
      return { ...page, refused: action.problem };
    case "gone":
      return { ...page, gone: action.why };
  }
}

/** What an older look at another name still asks is not drawn into the line of the present one. */
function withObserved(page: Page, { name, asked }: Observed): Page {
  if (name !== page.wizard.draft.name) return page;
  return { ...page, observed: [...page.observed, asked].slice(-200) };
}

/** Another name, or another world: what was seen of the one before is not shown for it. */
function withState(page: Page, wizard: WizardState): Page {
  const before = page.wizard;
  const isOther = before.practice !== wizard.practice || before.draft.name !== wizard.draft.name;
  const fresh = {
    looked: null,
    plan: null,
    opened: null,
    machine: null,
    folderWarnings: [],
    preflight: [],
    observed: [],
  };
  // What could not be done on the screen before is not said on the next one.
  const refused = before.draft.station === wizard.draft.station ? page.refused : null;
  return isOther ? { ...page, ...fresh, refused, wizard } : { ...page, refused, wizard };
}

/**
 * Replies and events overtake each other; the newer state stays. One by event has no log, and another run
 * begins a log of its own.
 */
function withApply(page: Page, state: ApplyState): Page {
  if (state.seq < page.apply.seq) return page;
  const isOther = state.began !== page.apply.began;
  const lines = state.log.length > 0 ? state.log : isOther ? [] : page.log;
  return { ...page, apply: state, log: lines };
}

/** Lines that the page keeps; the engine keeps as many. */
const MOST_LINES = 5000;

function addLine(log: readonly LogLine[], line: LogLine): readonly LogLine[] {
  const last = log.at(-1);
  if (last !== undefined && line.seq <= last.seq) return log;
  return [...log, line].slice(-MOST_LINES);
}
