import { z } from "zod";
import type { CommandResult } from "../engine/command-result.ts";
import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import { PublishedRecord } from "../../shared/api/plan-documents.ts";
import type { Speak } from "./speak.ts";

/** Adds the ready message to a result that waits for somebody: plain words, no secret, nothing to know before. */
export function withMessage(result: CommandResult, speak: Speak): CommandResult {
  const waiting = result.document["waiting"];
  if (typeof waiting !== "object" || waiting === null) return result;
  const message = messageFor(waiting, result.name ?? "", speak);
  return { ...result, document: { ...result.document, waiting: { ...waiting, message } } };
}

function messageFor(waiting: object, name: string, speak: Speak): string {
  const files = filesOf(waiting);
  const records = recordsOf(waiting);
  if (files.length === 0 && records.length === 0) return "";
  return [
    speak.say("message.hello", { name }),
    ...files.map((file) => fileText(file, speak)),
    ...(records.length === 0 ? [] : [recordsText(records, speak)]),
    speak.say("message.end"),
  ].join("\n\n");
}

function fileText({ url, content, headers }: PublishedFile, speak: Speak): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  return [
    speak.say("message.file"),
    `  ${url}`,
    speak.say("message.text"),
    `  ${content.trim()}`,
    speak.say("message.headers"),
    ...lines,
    speak.say("message.file-check"),
  ].join("\n");
}

function recordsText(records: readonly RecordChange[], speak: Speak): string {
  const lines = records.map(
    (record) => `  ${speak.sayCode("changes", record.change)}: ${zoneText([record]).trim()}`,
  );
  return [speak.say("message.records"), ...lines].join("\n");
}

function filesOf(waiting: object): readonly PublishedFile[] {
  return Files.safeParse(waiting).data?.files ?? [];
}

function recordsOf(waiting: object): readonly RecordChange[] {
  return Records.safeParse(waiting).data?.records ?? [];
}

const Files = z.looseObject({
  files: z.array(
    z.looseObject({
      path: z.string(),
      url: z.string(),
      content: z.string(),
      headers: z.record(z.string(), z.string()),
    }),
  ),
});

const Records = z.looseObject({ records: z.array(PublishedRecord) });
