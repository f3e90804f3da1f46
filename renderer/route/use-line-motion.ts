import { useEffect, useRef, type RefObject } from "react";

const FADE_MS = 120;
const GROW_MS = 240;

function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Fades a picture in (120 ms) when it shows another era; `era` is whatever names it. */
export function useEraFade(picture: RefObject<HTMLElement | null>, era: string): void {
  const shown = useRef(era);
  useEffect(() => {
    if (shown.current === era) return;
    shown.current = era;
    if (!isStill())
      picture.current?.animate([{ opacity: 0 }, { opacity: 1 }], {
        duration: FADE_MS,
        easing: "ease-out",
      });
  }, [picture, era]);
}

/** Lets the line grow (240 ms) to the stop that it reaches now; `reach` is the end of the line in px. */
export function useGrowth(line: RefObject<SVGPathElement | null>, reach: number): void {
  const before = useRef(reach);
  useEffect(() => {
    const from = before.current;
    before.current = reach;
    const path = line.current;
    if (path === null || from <= 0 || reach <= from || isStill()) return;
    const whole = path.getTotalLength();
    const dashes = (share: number): string => `${whole * share} ${whole * 2}`;
    path.animate([{ strokeDasharray: dashes(from / reach) }, { strokeDasharray: dashes(1) }], {
      duration: GROW_MS,
      easing: "ease-out",
    });
  }, [line, reach]);
}
