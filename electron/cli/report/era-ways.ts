import { ERAS, type Era } from "../../../shared/domain/era.ts";
import type { InboundEras } from "../../../shared/api/era-parts.ts";
import type { Report } from "../command.ts";
import type { Speak } from "../speak.ts";
import { aimedVerdict, eraName } from "./era-table.ts";
import { spanOf } from "./span.ts";

type Inbound = InboundEras[Era];
type Traced = Inbound["trace"][number];
type Row = readonly [stop: string, found: string];

/** Servers that take the same way, stop by stop. */
interface Way {
  readonly eras: readonly Era[];
  readonly rows: readonly Row[];
  readonly shown: Inbound;
}

/** Writes the way that servers of each generation take to a name, those that take the same one together. */
export function writeWays(
  inbound: InboundEras,
  { screen, speak }: Omit<Report, "args">,
  isAimedAt: (era: Era) => boolean = () => true,
): void {
  for (const { eras, rows, shown } of waysOf(inbound, speak)) {
    screen.gap();
    screen.say(screen.style("bold", eras.map((era) => eraName(speak, era)).join(", ")), {
      indent: 2,
    });
    screen.table(rows, 4);
    const marked = aimedVerdict(screen, speak, shown, eras.some(isAimedAt));
    screen.say(`${marked}${keptFor(shown, speak)}`, { indent: 4 });
  }
}

function waysOf(inbound: InboundEras, speak: Speak): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const era of ERAS) {
    const shown = inbound[era];
    const rows = rowsOf(shown, speak);
    const key = JSON.stringify([rows, shown.verdict, shown.cachedForSeconds]);
    ways.set(key, { rows, shown, eras: [...(ways.get(key)?.eras ?? []), era] });
  }
  return [...ways.values()];
}

/** The stops of a way. A newer record that is not there is left out: the older one, asked next, says enough. */
function rowsOf(shown: Inbound, speak: Speak): readonly Row[] {
  const { trace, target, certificateName } = shown;
  const rows = trace.flatMap((each) => rowsAt(each, shown, speak));
  const certificate = speak.say(
    certificateName === null ? "eraWays.unchecked" : "eraWays.must-be-for",
    { name: certificateName },
  );
  const last: readonly Row[] =
    target === null ? [] : [[speak.say("eraWays.certificate"), certificate]];
  return [...rows, ...last];
}

function rowsAt(traced: Traced, shown: Inbound, speak: Speak): readonly Row[] {
  const { step, asked, answer, took } = traced;
  switch (step) {
    case "well-known":
      return [[speak.say("eraWays.well-known"), wellKnownLine(traced, speak)]];
    case "addresses":
      return [[speak.say("eraWays.address"), addressLine(traced, speak)]];
    case "connect":
      return connectionRows(traced, shown, speak);
    case "srv-fed":
    case "well-known+srv-fed":
      return took ? [[speak.say("eraWays.srv"), srvLine(traced, speak)]] : [];
    case "srv":
    case "well-known+srv":
      return [[speak.say("eraWays.srv"), srvLine(traced, speak)]];
    default:
      // The place itself is told by the connection; only why it is the usual port is not.
      return answer === "default port"
        ? [[speak.say("eraWays.port"), speak.say("eraWays.usual-port", { port: portIn(asked) })]]
        : [];
  }
}

function portIn(place: string): string {
  return place.slice(place.lastIndexOf(":") + 1);
}

function wellKnownLine({ answer, took }: Traced, speak: Speak): string {
  const { to } = /^m\.server (?<to>.+)$/.exec(answer)?.groups ?? {};
  if (to !== undefined && !UNUSABLE.test(to)) return speak.say("eraWays.leads-to", { to });
  const found = foundAt(answer, to !== undefined, speak);
  return speak.say(took ? "eraWays.ends" : "eraWays.further", { found });
}

/** A value that is no host stands there as JSON. */
const UNUSABLE = /^(?:"|\{|null|true|false|-?\d+$)/;

function foundAt(answer: string, isUnusable: boolean, speak: Speak): string {
  if (isUnusable) return speak.say("eraWays.unusable");
  return /^\d+$/.test(answer)
    ? speak.say("hops.status", { status: answer })
    : speak.sayCode("hops", answer);
}

/** The records as they are tried: priority, weight, port and target of each. */
function srvLine({ answer, took }: Traced, speak: Speak): string {
  if (!took) return speak.say("eraWays.further", { found: speak.say("eraWays.none") });
  const records = [...answer.matchAll(/\d+ \d+ (?<port>\d+) (?<host>[^\s,]+)/g)];
  if (records.length === 0)
    return speak.say("eraWays.ends", { found: speak.sayCode("rcodes", answer) });
  const places = records.map(({ groups }) => `${groups?.["host"] ?? ""}:${groups?.["port"] ?? ""}`);
  return speak.say("eraWays.leads-to", { to: places.join(", ") });
}

function addressLine({ asked, answer }: Traced, speak: Speak): string {
  const name = asked.replace(/^\S+ /, "");
  return speak.say("eraWays.is-at", { name, found: speak.sayCode("rcodes", answer) });
}

function connectionRows({ asked, answer }: Traced, shown: Inbound, speak: Speak): readonly Row[] {
  const place = asked.replace(/ SNI .*$/, "");
  const sni = shown.sni ?? speak.say("eraWays.no-sni");
  const to = speak.say("eraWays.to", { place, sni, name: shown.hostHeader });
  return [
    [speak.say("eraWays.connection"), to],
    [speak.say("eraWays.answer"), foundThere(answer, shown, place, speak)],
  ];
}

function foundThere(answer: string, shown: Inbound, address: string, speak: Speak): string {
  if (answer.startsWith("homeserver of ")) return speak.say("eraWays.answers");
  const tcp = speak.sayCode("tcp", answer);
  if (tcp !== answer) return tcp;
  const values = { address, port: shown.target?.port, host: shown.target?.host };
  const title = speak.sayCode("problems", `${answer}.title`, values);
  return title === `${answer}.title` ? answer : title;
}

function keptFor({ cachedForSeconds }: Inbound, speak: Speak): string {
  if (cachedForSeconds === null) return "";
  return `. ${speak.say("eraWays.kept", { span: spanOf(cachedForSeconds, speak) })}`;
}
