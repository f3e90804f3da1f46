import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import {
  askedParts,
  endOf,
  headersOf,
  isAsked,
  type AskedThings,
  type MessagePart,
} from "../../shared/words/message-parts.ts";
import type { Speak } from "./speak.ts";

/** A message to send as it is: plain words, the exact file or record, no secret; empty where there is nothing to ask. */
export function personMessage(asked: AskedThings, name: string, speak: Speak): string {
  if (!isAsked(asked)) return "";
  const lineOf = (record: RecordChange): string =>
    `${speak.sayCode("changes", record.change)}: ${zoneText([record]).trim()}`;
  const texts = askedParts(asked, lineOf).map((parts) =>
    parts.flatMap((part) => partLines(part, speak)).join("\n"),
  );
  return [speak.say("message.hello", { name }), ...texts, speak.say(endOf(asked))].join("\n\n");
}

/** The headers of a file, under a line that says so. */
export function headerLines(file: Pick<PublishedFile, "headers">, speak: Speak): readonly string[] {
  return partLines({ says: "headers", lines: headersOf(file) }, speak);
}

/** Lines that are moved in are to be copied as they are. */
function partLines({ says, lines }: MessagePart, speak: Speak): readonly string[] {
  return [speak.sayCode("message", says), ...lines.map((line) => `  ${line}`)];
}
