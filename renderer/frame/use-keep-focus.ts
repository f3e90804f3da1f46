import { useEffect } from "react";

/** Where what had the focus goes away or is switched off, the focus comes to the heading, never to nowhere. */
export function useKeepFocus(): void {
  useEffect(() => {
    let last = document.activeElement;
    const note = (): void => {
      last = document.activeElement;
    };
    const mend = (): void => {
      const { activeElement, body } = document;
      const isElsewhere = activeElement !== body && activeElement !== last;
      if (last === null || last === body || isElsewhere || isThere(last)) return;
      document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    };
    const watch = new MutationObserver(mend);
    watch.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ["disabled", "hidden"],
    });
    addEventListener("focusin", note);
    return () => {
      watch.disconnect();
      removeEventListener("focusin", note);
    };
  }, []);
}

function isThere(element: Element): boolean {
  return element.isConnected && !element.matches(":disabled") && element.checkVisibility();
}
