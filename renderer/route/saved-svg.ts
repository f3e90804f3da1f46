import { linePath, placesOf, SHORE, threadPath, type Places } from "./line-paths.ts";
import { STOPS, type Stop, type Way } from "./way.ts";

/** One line of the picture with all its texts. */
export interface SavedLine {
  readonly title: string;
  /** The whole way in one sentence. */
  readonly say: string;
  readonly way: Way;
  /** Names the stops and says how each stands. */
  readonly texts: (stop: Stop) => { readonly label: string; readonly word: string };
  readonly must: string | null;
}

/** A picture of the route as a file of its own. */
export interface SavedPicture {
  readonly title: string;
  readonly lines: readonly SavedLine[];
  /** What stands in the first line of anything saved in practice; null for real servers. */
  readonly practice: string | null;
  readonly rtl: boolean;
}

const WIDTH = 1136;
const HEAD = 40;
const TEXTS = 108;
/** The tokens of the light scheme: a file is mostly printed or sent. */
const INK = "#0e2231";
const SOFT = "#3b4f5e";
const TRACK = "#0a5a73";
const SURFACE = "#ffffff";
const STATE = { bad: "#b3261e", wait: "#5a4799", warn: "#b87200", ghost: "#75858f" } as const;
const SANS = "font-family=\"'Inter Variable', Inter, system-ui, sans-serif\"";
const MONO = "font-family=\"'JetBrains Mono Variable', 'JetBrains Mono', monospace\"";

/** The lines one above the other as an SVG that stands alone; its sentences are its title and description. */
export function savedSvg({ title, lines, practice, rtl }: SavedPicture): string {
  const placed = lines.map((line) => ({ line, places: placesFor(line.way) }));
  const parts: string[] = [];
  let top = practice === null ? 0 : 34;
  for (const { line, places } of placed) {
    parts.push(`<g transform="translate(0 ${top})">${drawLine(line, places, rtl)}</g>`);
    top += HEAD + places.height + TEXTS;
  }
  const say = lines.map((line) => `${line.title}: ${line.say}`).join(" ");
  return [
    ...(practice === null ? [] : [`<!-- ${practice.replaceAll("--", "–")} -->`]),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title><desc id="desc">${escaped(say)}</desc>`,
    `<rect width="${WIDTH}" height="${top}" fill="${SURFACE}"/>`,
    ...(practice === null ? [] : [text(practice, { x: WIDTH / 2, y: 22, size: 13, fill: SOFT })]),
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function placesFor(way: Way): Places {
  return placesOf(way, { width: WIDTH, compact: false, headed: false, zones: true });
}

function drawLine(line: SavedLine, places: Places, rtl: boolean): string {
  const { way, title } = line;
  const at = (x: number): number => (rtl ? WIDTH - x : x);
  const mirrored = rtl ? ` transform="translate(${WIDTH} 0) scale(-1 1)"` : "";
  const heading = text(title, {
    x: at(0),
    y: 26,
    size: 19,
    weight: 620,
    fill: INK,
    anchor: "start",
    rtl,
  });
  const marks = way.stops.map((stop, index) =>
    mark(stop, at(places.x(index)), places.y(index), index === way.stops.length - 1),
  );
  const texts = way.stops.map((stop, index) => stopText(line, stop, at(places.x(index)), places));
  const must =
    line.must === null || way.must === null
      ? ""
      : text(line.must, {
          x: at((places.x(way.must.of) + places.x(STOPS.indexOf("certificate"))) / 2),
          y: places.zoneTop + 5,
          size: 13,
          fill: SOFT,
        });
  return `${heading}<g transform="translate(0 ${HEAD})"><g${mirrored}>${ground(places)}${paths(way, places)}</g>${must}${marks.join("")}${texts.join("")}</g>`;
}

function ground({ height, lead, column }: Places): string {
  const shore = lead + column * SHORE;
  return `<rect width="${shore}" height="${height}" fill="#e4eff3"/><rect x="${shore}" width="${WIDTH - shore}" height="${height}" fill="#f4eedf"/>`;
}

function paths(way: Way, places: Places): string {
  const last = way.stops.length - 1;
  const { end } = places;
  const ghost =
    end < last
      ? `<path d="${linePath(places, end, last)}" fill="none" stroke="${STATE.ghost}" stroke-width="3" stroke-dasharray="2 9" stroke-linecap="round"/>`
      : "";
  const thread =
    way.must === null
      ? ""
      : `<path d="${threadPath(places, way.must.of, STOPS.indexOf("certificate"))}" fill="none" stroke="#546674" stroke-width="1.5" stroke-dasharray="4 4"/>`;
  return `${ghost}<path d="${linePath(places, -1, end)}" fill="none" stroke="${TRACK}" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/>${thread}`;
}

/** The shape of a stop tells its state also in grey. */
function mark(stop: Stop, x: number, y: number, isLast: boolean): string {
  const put = (shape: string): string => `<g transform="translate(${x} ${y})">${shape}</g>`;
  const ring = (more: string): string =>
    put(`<circle r="11.5" fill="${SURFACE}" stroke="${TRACK}" stroke-width="3"${more}/>`);
  switch (stop.mark) {
    case "bad":
      return put(
        `<path d="M-7-16H7L16-7V7L7 16H-7L-16 7V-7Z" fill="${STATE.bad}"/><path d="M-5-5 5 5M5-5-5 5" stroke="${SURFACE}" stroke-width="3" stroke-linecap="round"/>`,
      );
    case "warn":
      return put(`<path d="M0-15 16 14H-16Z" fill="${STATE.warn}"/>`);
    case "wait":
      return put(`<path d="M0-15 15 0 0 15-15 0Z" fill="${STATE.wait}"/>`);
    case "pass":
    case "none":
      return put(`<rect x="-2" y="-10" width="4" height="20" rx="2" fill="${TRACK}"/>`);
    case "dark":
      return put(`<circle r="5" fill="${SURFACE}" stroke="${STATE.ghost}" stroke-width="2.5"/>`);
    case "ahead":
    case "busy":
    case "unchecked":
      return ring(' stroke-dasharray="5 4"');
    case "turn":
      return put(
        `<circle r="16" fill="${SURFACE}" stroke="${TRACK}" stroke-width="3"/><circle r="11" fill="${TRACK}"/>`,
      );
    case "ok":
      return isLast
        ? put(`<circle r="15" fill="${TRACK}"/>${TICK.replace("COLOUR", SURFACE)}`)
        : `${ring("")}${put(TICK.replace("COLOUR", TRACK))}`;
  }
}

const TICK =
  '<path d="M-5 0-1.5 4 5-4" fill="none" stroke="COLOUR" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>';

function stopText(line: SavedLine, stop: Stop, x: number, { height }: Places): string {
  const { label, word } = line.texts(stop);
  const values = (stop.value ?? "").match(/.{1,16}/g) ?? [];
  return [
    text(label, { x, y: height + 24, size: 14, weight: 620, fill: INK }),
    text(word, { x, y: height + 42, size: 13, fill: stop.mark === "bad" ? STATE.bad : SOFT }),
    ...values
      .slice(0, 3)
      .map((value, index) =>
        text(value, { x, y: height + 60 + index * 16, size: 12.5, fill: SOFT, mono: true }),
      ),
  ].join("");
}

interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: "start" | "middle";
  readonly mono?: boolean;
  readonly rtl?: boolean;
}

function text(said: string, style: TextStyle): string {
  const { x, y, size, fill, weight = 400, anchor = "middle", mono = false, rtl = false } = style;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}"${rtl ? ' direction="rtl"' : ""} ${mono ? MONO : SANS}>${escaped(said)}</text>`;
}

/** Names and texts of others are hostile also in a picture; what XML cannot hold is left out. */
function escaped(said: string): string {
  return said
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
}
