import { hostOf } from "./way-of-inbound.ts";
import { STOPS, type Mark, type Stop, type StopId, type Way } from "./way.ts";

function stopAt(key: string): StopId {
  if (key.startsWith("well-known")) return "well-known";
  if (key.startsWith("srv")) return "srv";
  if (key.startsWith("addresses") || key.startsWith("caa")) return "address";
  return key.startsWith("endpoint") ? "port" : "name";
}

/** The last stop that what was asked so far belongs to. Keys begin with what was asked (`addresses one.example`). */
function reachedBy(asked: readonly string[]): number {
  return Math.max(0, ...asked.map((key) => STOPS.indexOf(stopAt(key))));
}

/** The line as it grows while a name is looked at: what was asked is passed, the next stop is being tried. */
export function wayWhileLooking(name: string, asked: readonly string[]): Way {
  const at = asked.length === 0 ? 0 : reachedBy(asked);
  const stops = STOPS.map((id, index): Stop => {
    const value = index === 0 ? name : null;
    if (index === 0)
      return make(id, at === 0 ? "busy" : "ok", at === 0 ? "trying" : "start", value);
    if (index < at) return make(id, "pass", "asked", null);
    return index === at
      ? make(id, "busy", "trying", null)
      : make(id, "dark", index === at + 1 ? "next" : "later", null);
  });
  return { stops, top: hostOf(name), low: null, port: null, must: null };
}

function make(id: StopId, mark: Mark, word: string, value: string | null): Stop {
  return { id, mark, word, value, why: null };
}

/** The line with one stop marked and nothing known after it: for questions and for who is waited for. */
export function wayUpTo(name: string, at: StopId, mark: "ahead" | "wait" | "busy"): Way {
  const index = STOPS.indexOf(at);
  const stops = STOPS.map((id, each): Stop => {
    if (each < index) return make(id, "ok", "found", null);
    return each === index ? make(id, mark, mark, null) : make(id, "dark", "dark", null);
  });
  return { stops, top: hostOf(name), low: null, port: null, must: null };
}
