import type { Page } from "./wizard.ts";

/** The run on the page where it is of the server that is shown; null where it is another server's. */
export function ownRun({ apply, wizard }: Pick<Page, "apply" | "wizard">): Page["apply"] | null {
  return apply.name === wizard.draft.name ? apply : null;
}
