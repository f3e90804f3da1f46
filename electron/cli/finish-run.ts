import { z } from "zod";
import type { CommandResult } from "../engine/command-result.ts";
import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import { BLANKS } from "../../shared/api/blank-documents.ts";
import { PublishedRecord } from "../../shared/api/plan-documents.ts";
import { has, one, type Args } from "./args.ts";
import type { Caller } from "./caller.ts";
import type { Context } from "./command.ts";
import { word } from "./report/command-line.ts";
import { practiceFolder } from "./state-folder.ts";
import type { Speak } from "./speak.ts";

/**
 * Makes the document of a run ready for people and scripts alike: the command that takes it back works
 * as it stands, and who waits for somebody has a message to send (plain words, no secret, nothing to
 * know before).
 */
export function finishRun(result: CommandResult, { args, caller, speak }: Context): CommandResult {
  const { waiting, undo, run } = result.document;
  const folder = sameFolder(args, caller);
  const message = isObject(waiting) ? messageFor(waiting, result.name ?? "", speak) : "";
  const resume = typeof run === "string" ? { resume: `homeport resume ${run}${folder}` } : {};
  return {
    ...result,
    document: {
      ...NOTHING,
      ...result.document,
      ...(typeof undo === "string" ? { undo: `${undo}${folder}` } : {}),
      ...(isObject(waiting) ? { waiting: { ...waiting, message, ...resume } } : {}),
    },
  };
}

/** The keys of a run that did not come far enough to fill them. */
const NOTHING = { ...BLANKS.apply, roundTrips: 0 };

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The options without which another command would not find the run; the usual folder needs none. */
export function sameFolder(args: Args, caller: Caller | null = null): string {
  const given = one(args, "state");
  const isUsual = caller !== null && has(args, "practice") && given === practiceFolder(caller);
  const state = isUsual ? null : given;
  return `${has(args, "practice") ? " --practice" : ""}${state === null ? "" : ` --state ${word(state)}`}`;
}

function messageFor(waiting: object, name: string, speak: Speak): string {
  const files = filesOf(waiting);
  const records = recordsOf(waiting);
  const website = websiteTexts(waiting, speak);
  if (website.length > 0)
    return [speak.say("message.hello", { name }), ...website, speak.say("message.thanks")].join(
      "\n\n",
    );
  if (files.length === 0 && records.length === 0) return "";
  return [
    speak.say("message.hello", { name }),
    ...files.map((file) => fileText(file, speak)),
    ...(records.length === 0 ? [] : [recordsText(records, speak)]),
    speak.say("message.end"),
  ].join("\n\n");
}

/** A file that is to go, or a certificate of the website that is to be renewed. */
function websiteTexts(waiting: object, speak: Speak): readonly string[] {
  const { retires, renews } = Website.safeParse(waiting).data ?? { retires: [], renews: null };
  return [
    ...retires.map((url) => `${speak.say("message.retire")}\n  ${url}`),
    ...(renews === null ? [] : [`${speak.say("message.renew")}\n  https://${renews}`]),
  ];
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

const Website = z.looseObject({ retires: z.array(z.string()), renews: z.string().nullable() });

const Records = z.looseObject({ records: z.array(PublishedRecord) });
