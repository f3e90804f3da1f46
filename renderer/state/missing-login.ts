import type { MachineName } from "../../shared/api/wizard-parts.ts";
import type { Page } from "./wizard.ts";

/** The login that the run on the page needs and that is not there; null where it can go on. */
export function missingLogin({
  apply,
  wizard,
}: Pick<Page, "apply" | "wizard">): MachineName | null {
  if (apply.name !== wizard.draft.name) return null;
  return apply.needs.find((machine) => wizard.connected[machine] === null) ?? null;
}

/** Whether the run of this server waits: a login is then asked for on its account. */
export function isWaitingRun({ apply, wizard }: Pick<Page, "apply" | "wizard">): boolean {
  return apply.name === wizard.draft.name && apply.outcome === "waiting";
}
