/** A server to ask for, and how often at most. */
export interface Errand {
  readonly id: string;
  readonly name: string;
  readonly tries: number;
}

/** What the client API answered, try by try; status 0 where it did not answer. */
export interface Answer {
  readonly id: string;
  readonly tries: readonly { readonly status: number; readonly body: string }[];
}
