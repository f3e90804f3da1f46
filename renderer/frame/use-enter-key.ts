import { useEffect } from "react";

/** What does something of its own at Enter. A radio that is chosen already has nothing left to do there. */
const OWN = "a, button, input, textarea, select, summary, [role=radio], [role=checkbox]";
const CHOSEN = "[role=radio][aria-checked=true], input[type=radio]:checked";
/** The one filled button of a screen, unless it is a decision that nobody should make by pressing Enter twice. */
const MAIN = "button[data-variant=filled]:not(:disabled, [aria-disabled=true], [data-decides])";

/** Enter presses the main button of the screen, unless something that has the focus takes it or a dialog is open. */
export function useEnterKey(): void {
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent): void => {
      if (!isPlainEnter(event) || document.querySelector("[role=dialog]") !== null) return;
      const { target } = event;
      if (target instanceof Element && target.closest(OWN) !== null && !target.matches(CHOSEN))
        return;
      const main =
        document.querySelector<HTMLElement>(`.fr-foot ${MAIN}`) ??
        document.querySelector<HTMLElement>(`.fr-main ${MAIN}`);
      if (main === null) return;
      event.preventDefault();
      main.click();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
}

/** Held with nothing else, and not held down: one press must not run through several screens. */
function isPlainEnter(event: globalThis.KeyboardEvent): boolean {
  const { key, repeat, defaultPrevented, isComposing } = event;
  const isHeld = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  return key === "Enter" && !repeat && !defaultPrevented && !isComposing && !isHeld;
}
