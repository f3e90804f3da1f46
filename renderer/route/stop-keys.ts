import type { KeyboardEvent } from "react";
import type { StopId, Way } from "./way.ts";

interface Moving {
  readonly index: number;
  readonly way: Way;
  readonly rtl: boolean;
  readonly onPick: (id: StopId) => void;
}

/**
 * The stops are one tab stop: arrows move along the line (turned round where it is read from right to left,
 * up and down in the list), Home and End go to its ends.
 */
export function moveAlong(event: KeyboardEvent<HTMLButtonElement>, moving: Moving): void {
  const { index, way, rtl, onPick } = moving;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const to = placeAt(event.key, { index, last: way.stops.length - 1, rtl });
  const stop = to === null ? undefined : way.stops[to];
  if (to === null || stop === undefined) return;
  event.preventDefault();
  onPick(stop.id);
  event.currentTarget.closest("ol")?.children[to]?.querySelector("button")?.focus();
}

interface Place {
  readonly index: number;
  readonly last: number;
  readonly rtl: boolean;
}

function placeAt(key: string, { index, last, rtl }: Place): number | null {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "ArrowRight":
      return rtl ? index - 1 : index + 1;
    case "ArrowLeft":
      return rtl ? index + 1 : index - 1;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** The attributes of a stop's button, in the line and in the list. */
export function stopButton(
  stop: StopId,
  moving: Moving & { readonly picked: StopId | null | undefined },
) {
  const { picked, index, onPick } = moving;
  const isTabStop = picked === stop || ((picked ?? null) === null && index === 0);
  return {
    type: "button",
    "aria-pressed": picked === stop,
    tabIndex: isTabStop ? 0 : -1,
    onClick: () => onPick(stop),
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => moveAlong(event, moving),
  } as const;
}
