import type { WizardEvent } from "../../shared/api/events.ts";

/** Events to every window that listens. */
export interface EventHub {
  tell(event: WizardEvent): void;
  /** A body of server-sent events that ends when the reader leaves or the hub closes. */
  open(): ReadableStream<Uint8Array<ArrayBuffer>>;
  close(): void;
}

/** A line that keeps the stream alive while nothing happens, in ms. */
const BEAT_MS = 15_000;

type Sink = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;

/** Makes a hub. Nothing is kept for readers that come later: they ask for the state. */
export function createEventHub(): EventHub {
  const sinks = new Set<Sink>();
  const encoder = new TextEncoder();
  const send = (sink: Sink, text: string): void => {
    try {
      sink.enqueue(encoder.encode(text));
    } catch {
      sinks.delete(sink);
    }
  };
  const beat = setInterval(() => sinks.forEach((sink) => send(sink, ": here\n\n")), BEAT_MS);
  beat.unref();
  return {
    tell: (event) => {
      const text = `data: ${JSON.stringify(event)}\n\n`;
      sinks.forEach((sink) => send(sink, text));
    },
    open: () => {
      let own: Sink | null = null;
      return new ReadableStream({
        start: (sink) => {
          own = sink;
          sinks.add(sink);
          send(sink, ": here\n\n");
        },
        cancel: () => {
          if (own !== null) sinks.delete(own);
        },
      });
    },
    close: () => {
      clearInterval(beat);
      for (const sink of sinks) sink.close();
      sinks.clear();
    },
  };
}
