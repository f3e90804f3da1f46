const KEPT_AS = "homeport-single-keys";
/** For this page, where the browser keeps nothing. */
let here: boolean | null = null;

/**
 * Whether keys that are pressed alone (`?`, `L`, `1` to `4`) do something. Whoever speaks to their computer
 * can turn them off (WCAG 2.1.4); the choice stays in the browser.
 */
export function areSingleKeysOn(): boolean {
  return here ?? kept() !== "off";
}

/** Turns them on or off. */
export function turnSingleKeys(on: boolean): void {
  here = on;
  try {
    localStorage.setItem(KEPT_AS, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing has it for this page.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
