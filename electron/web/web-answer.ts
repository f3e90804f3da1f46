/** A request, as far as our local servers look at it. */
export interface WebRequest {
  readonly method: string;
  /** As it stands in the request, without its query; never decoded. */
  readonly path: string;
  readonly header: (name: string) => string | undefined;
  /** The whole body as text; null where it is larger than the server takes. */
  readonly body: () => Promise<string | null>;
}

/**
 * A whole answer, or one that goes on: `body` is given its reader and gives what ends it. `headers` come
 * beside those that every answer carries.
 */
export interface WebAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array | ((reader: StreamReader) => () => void);
}

/** Who reads an answer that goes on. */
export interface StreamReader {
  /** A reader that has left too much unread (a frozen tab) is let go; it may come again. */
  readonly write: (text: string) => void;
  readonly end: () => void;
}

/** An answer in JSON. */
export function answerJson(status: number, value: unknown): WebAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** An answer without anything in it. */
export function answerEmpty(status: 404 | 413 | 429 | 500): WebAnswer {
  return { status, headers: { "content-type": "text/plain" }, body: "" };
}
