import type { Station, WizardState } from "../../shared/api/wizard-parts.ts";
import type { Page } from "./wizard.ts";

/** Where one stood, as an entry of the browser's history has it. It never stands in the address. */
export interface Entry {
  /** Counts the entries of this tab. */
  readonly at: number;
  readonly station: Station;
  /** Which question was shown; null elsewhere. */
  readonly question: string | null;
  /** World and name that it is of. */
  readonly of: string;
  /** It led on by itself: whoever goes back passes it. */
  readonly passing?: boolean;
}

/** Where the page stands now. */
export function placeOf({ draft, practice }: WizardState): Omit<Entry, "at"> {
  const question = draft.station === "questions" ? draft.page["question"] : null;
  return {
    station: draft.station,
    question: typeof question === "string" ? question : null,
    of: `${practice ? "practice" : "real"} ${draft.name ?? ""}`,
  };
}

/** Whether two entries show the same. */
export function isSamePlace(one: Omit<Entry, "at">, other: Omit<Entry, "at">): boolean {
  return one.station === other.station && one.question === other.question;
}

/** What an entry of the history says; null where it is none of ours. */
export function readEntry(state: unknown): Entry | null {
  if (typeof state !== "object" || state === null) return null;
  const { at, station, question, of, passing }: { [key in keyof Entry]?: unknown } = state;
  if (!isStation(station) || typeof at !== "number" || typeof of !== "string") return null;
  const asked = typeof question === "string" ? question : null;
  return { at, station, question: asked, of, ...(passing === true ? { passing } : {}) };
}

/** Every station; a list of the contract's would bring all its schemas into the page. */
const KNOWN: { readonly [station in Station]: true } = {
  home: true,
  name: true,
  host: true,
  questions: true,
  plan: true,
  preflight: true,
  apply: true,
  proof: true,
};

function isStation(value: unknown): value is Station {
  return typeof value === "string" && Object.hasOwn(KNOWN, value);
}

/** Nothing leads away while the host is being changed. */
export function isLocked({ apply, wizard }: Pick<Page, "apply" | "wizard">): boolean {
  const isUnderWay = apply.stage !== "idle" && apply.stage !== "ended";
  return isUnderWay && apply.name === wizard.draft.name && wizard.draft.station === "apply";
}

/**
 * Whether the browser's Back and Forward may lead to an entry. Of another server only the screens that
 * are of none: its draft has given way.
 */
export function mayShow(entry: Entry, page: Pick<Page, "apply" | "wizard">): boolean {
  const isOfNone = entry.station === "home" || entry.station === "name";
  return !isLocked(page) && (isOfNone || entry.of === placeOf(page.wizard).of);
}
