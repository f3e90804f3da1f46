import { useEffect } from "react";

/** Elements that take the keys themselves. */
const TYPED_IN = "input:not([type=radio], [type=checkbox]), textarea, select";

/** Does a thing at a key, unless somebody types, a dialog is open or another key is held with it. */
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
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (target instanceof Element && target.closest(TYPED_IN) !== null) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      if (press(key)) event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [press]);
}
