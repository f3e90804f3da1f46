import type { Page } from "../state/wizard.ts";

/**
 * How the plan on the page compares with the file that it was opened from; null where it is from none.
 * A plan for a machine is another one while nobody is signed in to it.
 */
export function openedAs({
  opened,
  plan,
  wizard,
}: Pick<Page, "opened" | "plan" | "wizard">): "same" | "signed-out" | "differs" | null {
  if (opened === null || plan === null) return null;
  if (opened.withHost && wizard.connected.host === null) return "signed-out";
  return opened.digest === plan.digest ? "same" : "differs";
}
