import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

/** Messages to a screen reader follow each other at least this far apart, in ms. */
const APART_MS = 3000;

const Announcing = createContext<(message: string) => void>(() => undefined);

/**
 * The one polite live region of the page: the newest message is said, at most one in three seconds. It
 * outlives the screens, so that a message is not lost with the screen that gave it.
 */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [told, tell] = useState("");
  const announce = useMemo(() => paced(tell), []);
  useEffect(() => {
    if (told === "") return;
    // What was said is gone afterwards: the same message may then be said again.
    const timer = setTimeout(() => tell(""), APART_MS);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <Announcing value={announce}>
      {children}
      <p className="vh" role="status" aria-live="polite">
        {told}
      </p>
    </Announcing>
  );
}

function paced(tell: (message: string) => void): (message: string) => void {
  let last = -APART_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (message) => {
    clearTimeout(timer);
    if (message === "") return tell("");
    timer = setTimeout(
      () => {
        last = performance.now();
        tell(message);
      },
      Math.max(0, last + APART_MS - performance.now()),
    );
  };
}

/** Says a message in the page's polite live region; an empty one takes back what was not said yet. */
export function useAnnounce(): (message: string) => void {
  return useContext(Announcing);
}

/** Says a message whenever it becomes another one, and takes it back when it does not hold any more. */
export function useTold(message: string): void {
  const announce = useAnnounce();
  useEffect(() => {
    if (message === "") return;
    announce(message);
    return () => announce("");
  }, [announce, message]);
}
