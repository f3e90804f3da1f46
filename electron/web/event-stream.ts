import type { WizardEvent } from "../../shared/api/events.ts";
import type { StreamReader } from "./web-answer.ts";

/** Events to every window that listens. */
export interface EventHub {
  tell(event: WizardEvent): void;
  /**
   * Sends events to one more reader, as server-sent events, until it leaves (what is given here is called
   * then), the hub closes, or `mayRead` no longer holds: it is asked before each event and each beat, so a
   * token that was revoked reads nothing more.
   */
  open(reader: StreamReader, mayRead: () => boolean): () => void;
  /** Lets every reader go who may not read any more. */
  recheck(): void;
  /** How many read at this moment. */
  readers(): number;
  close(): void;
}

/** A line that keeps the stream alive while nothing happens, in ms. */
const BEAT_MS = 15_000;

const HERE = ": here\n\n";

/** Makes a hub. Nothing is kept for readers that come later: they ask for the state. */
export function createEventHub(): EventHub {
  const readers = new Map<StreamReader, () => boolean>();
  const send = (text: string): void =>
    readers.forEach((mayRead, reader) => {
      if (mayRead()) return reader.write(text);
      readers.delete(reader);
      reader.end();
    });
  const beat = setInterval(() => send(HERE), BEAT_MS);
  beat.unref();
  return {
    tell: (event) => send(`data: ${JSON.stringify(event)}\n\n`),
    open: (reader, mayRead) => {
      readers.set(reader, mayRead);
      reader.write(HERE);
      return () => void readers.delete(reader);
    },
    recheck: () => send(HERE),
    readers: () => readers.size,
    close: () => {
      clearInterval(beat);
      for (const reader of readers.keys()) reader.end();
      readers.clear();
    },
  };
}
