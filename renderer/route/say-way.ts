import type { Era } from "../../shared/domain/era.ts";
import type { Words } from "../words/use-words.ts";
import { endOf, type Way } from "./way.ts";

/** Whose server comes: "a server of today". */
export function sayFrom(era: Era, words: Words): string {
  return words.sayCode("wizard.from", era);
}

/** Tells the whole way in one or two sentences. */
export function sayWay(way: Way, era: Era, words: Words): string {
  const from = sayFrom(era, words);
  const turn = way.stops.find(({ mark }) => mark === "turn")?.id ?? "none";
  const led = words.sayCode("wizard.led", turn, {
    from,
    host: way.low ?? way.top,
    port: way.port ?? "",
  });
  const ending = endOf(way);
  if (ending === null) return `${led} ${reached(way, words)}`;
  const stop = words.sayCode("wizard.stops", ending.id);
  const word = words.sayCode("wizard.stop", ending.word);
  const where = words.say("wizard.route.ends", { stop, word });
  const isAtOnce = ending.id === "name" || way.port === null;
  return isAtOnce
    ? words.say("wizard.route.ends-at-once", { from, stop, word })
    : `${led} ${where}`;
}

function reached({ split }: Way, words: Words): string {
  if (split === undefined) return words.say("wizard.route.reaches");
  const { works, ends } = split;
  const stop = words.sayCode("wizard.stops", ends);
  return words.say("wizard.route.reaches-one", { works, other: works === 4 ? 6 : 4, stop });
}
