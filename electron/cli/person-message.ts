import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { endOf, isGone } from "../../shared/words/message-parts.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import type { Speak } from "./speak.ts";

/** What another person is to do for the server. */
export interface Asked {
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
  /** Addresses of files that are to go. */
  readonly retires: readonly string[];
  /** Host whose website needs a new certificate. */
  readonly renews: string | null;
}

/** A message to send as it is: plain words, the exact file or record, no secret; empty where there is nothing to ask. */
export function personMessage(asked: Asked, name: string, speak: Speak): string {
  const { files, records, retires, renews } = asked;
  const website = [
    ...retires.map((url) => `${speak.say("message.retire")}\n  ${url}`),
    ...(renews === null ? [] : [`${speak.say("message.renew")}\n  https://${renews}`]),
  ];
  const hello = speak.say("message.hello", { name });
  if (website.length > 0) return [hello, ...website, speak.say("message.thanks")].join("\n\n");
  if (files.length === 0 && records.length === 0) return "";
  return [
    hello,
    ...files.map((file) => fileText(file, speak)),
    ...recordsTexts(records, speak),
    speak.say(endOf(asked)),
  ].join("\n\n");
}

function fileText(file: PublishedFile, speak: Speak): string {
  return [
    speak.say("message.file"),
    `  ${file.url}`,
    speak.say("message.text"),
    `  ${file.content.trim()}`,
    ...headerLines(file, speak),
    speak.say("message.file-check"),
  ].join("\n");
}

/** The headers of a file, under a line that says so. */
export function headerLines(
  { headers }: Pick<PublishedFile, "headers">,
  speak: Speak,
): readonly string[] {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  return [speak.say("message.headers"), ...lines];
}

/** Records to be made, and those to be taken away, each under a line that says which. */
function recordsTexts(records: readonly RecordChange[], speak: Speak): readonly string[] {
  const [gone, made] = [records.filter(isGone), records.filter((each) => !isGone(each))];
  return [
    ...(made.length === 0 ? [] : [recordsText("message.records", made, speak)]),
    ...(gone.length === 0 ? [] : [recordsText("message.records-gone", gone, speak)]),
  ];
}

function recordsText(
  head: "message.records" | "message.records-gone",
  records: readonly RecordChange[],
  speak: Speak,
): string {
  const lines = records.map(
    (record) => `  ${speak.sayCode("changes", record.change)}: ${zoneText([record]).trim()}`,
  );
  return [speak.say(head), ...lines].join("\n");
}
