import type { MachineName } from "../../shared/api/wizard-parts.ts";
import { isCutShort } from "./cut-short.ts";
import type { Page } from "./wizard.ts";

/** The login that the run on the page needs and that is not there; null where it can go on. */
export function missingLogin({
  apply,
  wizard,
}: Pick<Page, "apply" | "wizard">): MachineName | null {
  if (apply.name !== wizard.draft.name) return null;
  return apply.needs.find((machine) => wizard.connected[machine] === null) ?? null;
}

/** Whether the run of this server waits or is to be looked at again: a login is then asked for on its account. */
export function isOpenRun({ apply, wizard }: Pick<Page, "apply" | "wizard">): boolean {
  const isOpen = apply.outcome === "waiting" || apply.outcome === "unknown" || isCutShort(apply);
  return apply.name === wizard.draft.name && isOpen;
}
