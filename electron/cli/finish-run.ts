import { z } from "zod";
import type { CommandResult } from "../engine/command-result.ts";
import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { BLANKS } from "../../shared/api/blank-documents.ts";
import { PublishedRecord } from "../../shared/api/plan-documents.ts";
import { has, one, type Args } from "./args.ts";
import type { Caller } from "./caller.ts";
import type { Context } from "./command.ts";
import { word } from "./report/command-line.ts";
import { personMessage } from "./person-message.ts";
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

/** What somebody who is waited for is to do, in a message to send. */
function messageFor(waiting: object, name: string, speak: Speak): string {
  const { retires, renews } = Website.safeParse(waiting).data ?? { retires: [], renews: null };
  const asked = { files: filesOf(waiting), records: recordsOf(waiting), retires, renews };
  return personMessage(asked, name, speak);
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
