import { useEffect, useRef, type RefObject } from "react";
import type { Input } from "../../shared/api/contract.ts";
import { isLocked, isSamePlace, mayShow, placeOf, readEntry, type Entry } from "./history-entry.ts";
import { useEngine, type Engine } from "./use-engine.ts";

/** Marks the present entry of the history as one that leads on by itself. */
export function passOn(): void {
  const entry = readEntry(history.state);
  if (entry !== null) history.replaceState({ ...entry, passing: true }, "");
}

/**
 * Lets the browser's Back and Forward walk the stations: each that is come to is an entry of the history.
 * The address stays as it is, and nothing leads away while the host is being changed.
 */
export function useHistory(): void {
  const engine = useEngine();
  const place = placeOf(engine.page.wizard);
  const here = useRef<Entry | null>(null);
  const latest = useRef(engine);
  useEffect(() => {
    latest.current = engine;
  });
  useEffect(() => {
    here.current = comeTo(here.current, place);
    // When it becomes another place.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [place.station, place.question, place.of]);
  useEffect(() => walkWith(here, latest), []);
}

type Here = RefObject<Entry | null>;

function walkWith(here: Here, latest: RefObject<Engine>): () => void {
  /** We are on our way back to the entry that could not be left. */
  let isReturning = false;
  const move = ({ state }: PopStateEvent): void => {
    const from = here.current;
    const to = readEntry(state);
    if (from === null) return;
    if (isReturning || to === null) {
      isReturning = false;
      return history.replaceState(from, "");
    }
    const { page } = latest.current;
    if (isLocked(page)) {
      isReturning = to.at !== from.at;
      return history.go(from.at - to.at);
    }
    if (mayShow(to, page)) void show(here, latest.current, to);
    else here.current = comeTo(null, placeOf(page.wizard));
  };
  addEventListener("popstate", move);
  return () => removeEventListener("popstate", move);
}

/** Goes where an entry says; where the engine does not go along, the entry says what is shown instead. */
async function show(here: Here, { page, call, tell }: Engine, to: Entry): Promise<void> {
  here.current = to;
  const reply = await call("wizard.answer", changeFor(to, page.wizard.draft.page));
  if (reply?.ok === true) tell({ event: "state", state: reply.value });
  else if (here.current === to) here.current = comeTo(null, placeOf(page.wizard));
}

function changeFor(
  { station, question }: Entry,
  { question: _left, ...rest }: Engine["page"]["wizard"]["draft"]["page"],
): Input<"wizard.answer"> {
  if (station !== "questions") return { station };
  return { station, page: question === null ? rest : { ...rest, question } };
}

/**
 * Writes the place that the page has come to into the history: as a new entry, or into the present one
 * where it stands there already, was only passed, or (`from` is null) says something else.
 */
function comeTo(from: Entry | null, place: Omit<Entry, "at">): Entry {
  const present = readEntry(history.state);
  const isNew = from !== null && !isSamePlace(from, place) && present?.passing !== true;
  const entry = { ...place, at: isNew ? from.at + 1 : (from?.at ?? present?.at ?? 0) };
  if (isNew) history.pushState(entry, "");
  else history.replaceState(entry, "");
  return entry;
}
