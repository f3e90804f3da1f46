import { english } from "../shared/words/words.ts";

/**
 * Turns a line of `homeport serve` into what a person reads: a sentence with the address in the place of
 * `{"url": …}` and `{"approval": …}`. Every other line stays as it is.
 */
export function tellServed(line: string): string {
  const { address, approval } = english.start;
  const told = readLine(line);
  if (typeof told?.url === "string") return address.replace("{{url}}", told.url);
  if (typeof told?.approval === "string") return approval.replace("{{url}}", told.approval);
  return line;
}

function readLine(line: string): { readonly url?: unknown; readonly approval?: unknown } | null {
  try {
    const told: unknown = line.startsWith("{") ? JSON.parse(line) : null;
    return typeof told === "object" ? told : null;
  } catch {
    return null;
  }
}
