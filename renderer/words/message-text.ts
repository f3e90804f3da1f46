import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import { endOf, isGone } from "../../shared/words/message-parts.ts";
import { withoutIsolates } from "./isolated.ts";
import type { Words } from "./use-words.ts";

/** What somebody else has to do. */
export interface Asked {
  readonly name: string;
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
  /** Addresses of files that are to go. */
  readonly retires: readonly string[];
  /** Host whose website needs a new certificate. */
  readonly renews: string | null;
}

/** Whether there is anything that can be asked for in a message. */
export function isAsked({ files, records, retires, renews }: Omit<Asked, "name">): boolean {
  return files.length + records.length + retires.length > 0 || renews !== null;
}

/** The message to whoever looks after the website or the DNS: all that they need, no secret. */
export function messageText(asked: Asked, words: Pick<Words, "say">): string {
  const { say } = words;
  const hello = say("message.hello", { name: asked.name });
  const end = say(websiteTexts(asked, say).length > 0 ? "message.thanks" : endOf(asked));
  return withoutIsolates([hello, ...taskTexts(asked, say), end].join("\n\n"));
}

/** The same for whoever does it themselves: no greeting, no thanks. */
export function taskText(asked: Asked, { say }: Pick<Words, "say">): string {
  return withoutIsolates(taskTexts(asked, say).join("\n\n"));
}

function taskTexts(asked: Asked, say: Words["say"]): readonly string[] {
  const website = websiteTexts(asked, say);
  if (website.length > 0) return website;
  return [
    ...asked.files.flatMap((file) => fileText(file, say)),
    ...recordsTexts(asked.records, say),
  ];
}

function websiteTexts({ retires, renews }: Asked, say: Words["say"]): readonly string[] {
  return [
    ...retires.flatMap((url) => [say("message.retire"), `    ${url}`]),
    ...(renews === null ? [] : [say("message.renew"), `    https://${renews}`]),
  ];
}

function fileText({ url, content, headers }: PublishedFile, say: Words["say"]): readonly string[] {
  const lines = Object.entries(headers).map(([header, value]) => `    ${header}: ${value}`);
  return [
    say("message.file"),
    `    ${url}`,
    say("message.text"),
    `    ${content}`,
    ...(lines.length === 0 ? [] : [say("message.headers"), lines.join("\n")]),
    say("message.file-check"),
  ];
}

/** Records to be made, and those to be taken away, each under a line that says which. */
function recordsTexts(records: readonly RecordChange[], say: Words["say"]): readonly string[] {
  const [gone, made] = [records.filter(isGone), records.filter((each) => !isGone(each))];
  return [
    ...(made.length === 0 ? [] : [say("message.records"), recordLines(made)]),
    ...(gone.length === 0 ? [] : [say("message.records-gone"), recordLines(gone)]),
  ];
}

function recordLines(records: readonly RecordChange[]): string {
  const lines = zoneText(records).trimEnd().split("\n");
  return lines.map((line) => `    ${line}`).join("\n");
}
