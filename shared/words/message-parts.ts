import type { PublishedFile, RecordChange } from "../plan/plan.ts";

/** A record that is to be taken away. */
export function isGone({ change }: Pick<RecordChange, "change">): boolean {
  return change === "remove";
}

/** The words that end a message: what stays as it is, and how it is taken back. */
export function endOf({
  files,
  records,
}: {
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
}): "message.end" | "message.end-records" | "message.end-records-gone" {
  if (files.length > 0) return "message.end";
  return records.every(isGone) ? "message.end-records-gone" : "message.end-records";
}
