import { BLANKS, type Blank } from "../../shared/api/blank-documents.ts";
import type { Envelope } from "./envelope.ts";

/** Adds the keys of its command that a document lacks, blank: a command that could not begin fills none. */
export function wholeDocument(document: Envelope): Envelope {
  const { command } = document;
  if (command === null) return document;
  const blank: Blank = BLANKS[command];
  const missing = Object.entries(blank).filter(([key]) => document[key] === undefined);
  return { ...document, ...Object.fromEntries(missing) };
}
