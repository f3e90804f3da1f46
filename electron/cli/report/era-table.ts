import { ERAS, type Era } from "../../../shared/domain/era.ts";
import type { InboundEras } from "../../../shared/api/era-parts.ts";
import type { Screen, Style } from "../screen.ts";
import type { Speak } from "../speak.ts";

const STYLES: { readonly [verdict: string]: readonly [string, Style] } = {
  reached: ["✓", "green"],
  refused: ["✗", "red"],
  unreachable: ["✗", "red"],
  unknown: ["?", "yellow"],
};

/** Writes how servers of each era fare: now, and where it is known also at the end of a plan. */
export function writeEras(
  screen: Screen,
  speak: Speak,
  now: InboundEras,
  end: InboundEras | null,
  isAimedAt: (era: Era) => boolean = () => true,
): void {
  const shown = end ?? now;
  const rows = ERAS.map((era) => {
    const atEnd = isAway(shown[era], isAimedAt(era)) ? unaimed : verdict;
    const first = end === null ? atEnd : verdict;
    const cells = [eraName(speak, era), first(screen, speak, now[era].verdict)];
    const last = end === null ? [] : [atEnd(screen, speak, end[era].verdict)];
    return [...cells, ...last, wayOf(speak, shown[era])];
  });
  const head = [
    "",
    speak.say("eras.now"),
    ...(end === null ? [] : [speak.say("eras.end")]),
    speak.say("eras.way"),
  ];
  screen.table([head.map((each) => screen.style("dim", each)), ...rows], 2);
  if (ERAS.some((era) => isAway(shown[era], isAimedAt(era))))
    screen.say(speak.say("eras.unaimed"), { indent: 2 });
  screen.say(speak.say("eras.judged"), { indent: 2 });
  if ((end ?? now)["0.34"].verdict !== "reached") screen.say(speak.say("eras.old"), { indent: 2 });
}

/** The name of an era for people. */
export function eraName(speak: Speak, era: Era): string {
  return speak.sayCode("eras", era.replace(".", "-"));
}

/** Servers that stay away and that nobody aims at: no failure, and marked so. */
function isAway({ verdict: code }: InboundEras[Era], isAimedAt: boolean): boolean {
  return !isAimedAt && code !== "reached";
}

/** A verdict with its mark; that of servers that nobody aims at has a mark of its own. */
export function aimedVerdict(
  screen: Screen,
  speak: Speak,
  shown: InboundEras[Era],
  isAimedAt: boolean,
): string {
  return (isAway(shown, isAimedAt) ? unaimed : verdict)(screen, speak, shown.verdict);
}

/** A verdict with its mark. */
function verdict(screen: Screen, speak: Speak, code: string): string {
  return marked(screen, code, speak.sayCode("verdicts", code));
}

/** The same for servers that nobody wants to be reached by: their staying away is no failure. */
function unaimed(screen: Screen, speak: Speak, code: string): string {
  return screen.style("dim", `– ${speak.sayCode("verdicts", code)}`);
}

/** A word with the mark of its verdict. */
export function marked(screen: Screen, code: string, word: string): string {
  const [mark, style] = STYLES[code] ?? ["?", "dim"];
  return `${screen.style(style, mark)} ${word}`;
}

function wayOf(speak: Speak, era: InboundEras["1.93"]): string {
  if (era.target === null) return speak.say("eras.nowhere");
  const { host, port } = era.target;
  const by =
    era.decidedBy === null
      ? ""
      : speak.sayCode("decided", era.decidedBy.replace("ip-literal", "ip"));
  return `${host}:${port}${by === "" ? "" : `, ${by}`}`;
}
