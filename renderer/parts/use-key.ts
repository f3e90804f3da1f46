import { useEffect } from "react";
import { areSingleKeysOn } from "./single-keys.ts";

/** Elements that take the keys themselves. */
const TYPED_IN = "input:not([type=radio], [type=checkbox]), textarea, select";

/** Whether somebody types there. */
export function isTypedIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_IN) !== null;
}

/** Does a thing at a key, unless somebody types, a dialog is open, another key is held, or single keys are off. */
export function useKey(key: string, act: () => void): void {
  useKeys((pressed) => {
    if (pressed.toLowerCase() !== key) return false;
    act();
    return true;
  });
}

/** As `useKey`, for several keys: `press` tells whether it took the key. */
export function useKeys(press: (key: string) => boolean): void {
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTypedIn(event.target) || !areSingleKeysOn()) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      if (press(event.key)) event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [press]);
}
