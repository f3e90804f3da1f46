import { useEffect, useRef, useState } from "react";

/** Messages to a screen reader follow each other at least this far apart, in ms. */
const APART_MS = 3000;

/** A message for the screen's polite live region: the newest one, at most one in three seconds. */
export function useTold(message: string): string {
  const [told, tell] = useState(message);
  const last = useRef(0);
  useEffect(() => {
    const rest = Math.max(0, last.current + APART_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      tell(message);
    }, rest);
    return () => clearTimeout(timer);
  }, [message]);
  return told;
}
