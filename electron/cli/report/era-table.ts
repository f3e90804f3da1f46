import { ERAS } from "../../../shared/domain/era.ts";
import type { ErasView } from "../../../shared/api/era-parts.ts";
import type { Screen, Style } from "../screen.ts";
import type { Speak } from "../speak.ts";

const STYLES: { readonly [verdict: string]: readonly [string, Style] } = {
  reached: ["✓", "green"],
  refused: ["✗", "red"],
  unreachable: ["✗", "red"],
  unknown: ["?", "yellow"],
};

/** Writes how servers of each era fare: now, and where it is known also at the end of a plan. */
export function writeEras(screen: Screen, speak: Speak, now: ErasView, end: ErasView | null): void {
  const rows = ERAS.map((era) => {
    const cells = [
      speak.sayCode("eras", era.replace(".", "-")),
      verdict(screen, speak, now.inbound[era].verdict),
    ];
    const shown = end ?? now;
    const last = end === null ? [] : [verdict(screen, speak, end.inbound[era].verdict)];
    return [...cells, ...last, wayOf(speak, shown.inbound[era])];
  });
  const head = [
    "",
    speak.say("eras.now"),
    ...(end === null ? [] : [speak.say("eras.end")]),
    speak.say("eras.way"),
  ];
  screen.table([head.map((each) => screen.style("dim", each)), ...rows], 2);
}

/** A verdict with its mark. */
function verdict(screen: Screen, speak: Speak, code: string): string {
  return marked(screen, code, speak.sayCode("verdicts", code));
}

/** A word with the mark of its verdict. */
export function marked(screen: Screen, code: string, word: string): string {
  const [mark, style] = STYLES[code] ?? ["?", "dim"];
  return `${screen.style(style, mark)} ${word}`;
}

function wayOf(speak: Speak, era: ErasView["inbound"]["1.93"]): string {
  if (era.target === null) return speak.say("eras.nowhere");
  const { host, port } = era.target;
  const by =
    era.decidedBy === null
      ? ""
      : speak.sayCode("decided", era.decidedBy.replace("ip-literal", "ip"));
  return `${host}:${port}${by === "" ? "" : `, ${by}`}`;
}
