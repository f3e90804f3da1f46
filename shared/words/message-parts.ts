import type { PublishedFile, RecordChange } from "../plan/plan.ts";

/** What another person is to do for the server. */
export interface AskedThings {
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
  /** Addresses of files that are to go. */
  readonly retires: readonly string[];
  /** Host whose website needs a new certificate. */
  readonly renews: string | null;
}

/** What is asked for: under `message` as it is said to another person, under `task` to whoever does it themselves. */
type Saying =
  "retire" | "renew" | "file" | "text" | "headers" | "file-check" | "records" | "records-gone";

/** A sentence of a message, by its code in the words, and the lines below it that are copied as they are. */
export interface MessagePart {
  readonly says: Saying;
  readonly lines: readonly string[];
}

/** Whether there is anything that can be asked for in a message. */
export function isAsked({ files, records, retires, renews }: AskedThings): boolean {
  return files.length + records.length + retires.length > 0 || renews !== null;
}

/**
 * What a message asks for, each thing with the parts that tell it: all that the person needs, no secret.
 * `lineOf` writes a record in one line.
 */
export function askedParts(
  asked: AskedThings,
  lineOf: (record: RecordChange) => string,
): readonly (readonly MessagePart[])[] {
  if (isOfWebsite(asked)) return websiteParts(asked);
  const { files, records } = asked;
  const [gone, made] = [records.filter(isGone), records.filter((each) => !isGone(each))];
  return [
    ...files.map(fileParts),
    ...(made.length === 0 ? [] : [[{ says: "records", lines: made.map(lineOf) } as const]]),
    ...(gone.length === 0 ? [] : [[{ says: "records-gone", lines: gone.map(lineOf) } as const]]),
  ];
}

/** The words that end a message: what stays as it is, and how it is taken back. */
export function endOf(
  asked: AskedThings,
): "message.end" | "message.end-records" | "message.end-records-gone" | "message.thanks" {
  if (isOfWebsite(asked)) return "message.thanks";
  if (asked.files.length > 0) return "message.end";
  return asked.records.every(isGone) ? "message.end-records-gone" : "message.end-records";
}

/** The headers that a file is to be answered with, a line each. */
export function headersOf({ headers }: Pick<PublishedFile, "headers">): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function isOfWebsite({ retires, renews }: AskedThings): boolean {
  return retires.length > 0 || renews !== null;
}

function websiteParts({ retires, renews }: AskedThings): readonly (readonly MessagePart[])[] {
  return [
    ...retires.map((url) => [{ says: "retire", lines: [url] } as const]),
    ...(renews === null ? [] : [[{ says: "renew", lines: [`https://${renews}`] } as const]]),
  ];
}

function fileParts(file: PublishedFile): readonly MessagePart[] {
  const headers = headersOf(file);
  return [
    { says: "file", lines: [file.url] },
    { says: "text", lines: [file.content.trim()] },
    ...(headers.length === 0 ? [] : [{ says: "headers", lines: headers } as const]),
    { says: "file-check", lines: [] },
  ];
}

/** A record that is to be taken away. */
function isGone({ change }: Pick<RecordChange, "change">): boolean {
  return change === "remove";
}
