import type { Page } from "../state/wizard.ts";
import { isCutShort } from "../state/cut-short.ts";

/** What has been changed so far, as the promise line says it. */
export interface Promised {
  readonly kind: "untouched" | "changing" | "kept" | "undone" | "waiting" | "unknown";
  /** Key under `wizard.promise`. */
  readonly title: string;
  readonly count: number;
  readonly host: string | null;
  /** A moment that the line names, ISO time. */
  readonly at: string | null;
}

/** Works out the promise from how the run stands. */
export function promiseOf(page: Page): Promised {
  const { apply, wizard } = page;
  const target = wizard.connected.host?.target ?? null;
  const host =
    target?.replace(/^[^@]*@/, "").replace(/:\d+$/, "") ?? wizard.draft.host?.host ?? null;
  const rest = { count: apply.changes, host, at: apply.began };
  const isOther = apply.name !== null && apply.name !== wizard.draft.name;
  if (apply.stage === "idle" || isOther)
    return { ...rest, kind: "untouched", title: titleBefore(page) };
  const title = apply.kind === "apply" ? "approving" : "asked";
  if (apply.stage === "approving") return { ...rest, kind: "untouched", title };
  if (apply.stage !== "ended") return { ...rest, ...whileRunning(apply) };
  if (isCutShort(apply)) return { ...rest, kind: "changing", title: "cut-short" };
  switch (apply.outcome) {
    case "kept":
      return { ...rest, kind: "kept", title: "kept", count: apply.changes + apply.earlier.changes };
    case "undone":
      return apply.earlier.run === null
        ? { ...rest, kind: "undone", title: "undone" }
        : { ...rest, kind: "undone", title: `undone-${apply.of}`, count: apply.earlier.changes };
    case "waiting":
      return { ...rest, kind: "waiting", title: "waiting" };
    case "unknown":
      return { ...rest, kind: "unknown", title: "unknown" };
    case null:
      return { ...rest, kind: "untouched", title: apply.kind === "apply" ? "not-begun" : "asked" };
  }
}

function whileRunning({ stage, kind, changes }: Page["apply"]): Pick<Promised, "kind" | "title"> {
  const isTakenBack = stage === "stopping" || kind === "undo";
  if (isTakenBack && (changes > 0 || kind === "undo"))
    return { kind: "changing", title: "undoing" };
  if (stage === "stopping") return { kind: "untouched", title: "stopping" };
  return changes === 0
    ? { kind: "untouched", title: "beginning" }
    : { kind: "changing", title: "changing" };
}

/** Before a run: nothing has left the computer until a name was looked at. */
function titleBefore({ wizard, hasAsked, preflight }: Page): string {
  const asked = hasAsked || wizard.connected.host !== null;
  if (wizard.draft.station === "name" && !asked) return "nothing-sent";
  // The rehearsal makes an order at the authority's practice side, which is more than a look.
  const isRehearsed = preflight.some(
    ({ check, state }) => check === "staging" && state !== "not-checked",
  );
  return isRehearsed ? "rehearsed" : "untouched";
}
