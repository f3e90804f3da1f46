import type { FileToWrite, Reason, Who } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { CHALLENGE_FOLDER } from "../render/proxy-site.ts";

/** Who acts on the host: we, where there is a login and a Synapse whose layout we know. */
export function hostActor(situation: Situation): Who {
  const { host } = situation.input;
  if (host === null) return "you";
  const install = host.synapse?.install ?? "none";
  return install === "debian" || install === "matrix.org" || install === "none"
    ? "homeport"
    : "you";
}

/** The present text of a file that a plan may write; null where there is none, or none was seen. */
export function presentFile(situation: Situation, path: string): string | null {
  return situation.input.host?.files[path] ?? null;
}

/** What shows that a text is there: a person may have merged it into what stands there. */
const CHECKS: { readonly [who in Who]: string } = {
  homeport: "check-file",
  you: "check-handed",
  other: "check-handed",
};

/** Why a file is written, by the code of a reason that names its path or the folder of challenges. */
export function whyFile(code: string, { path }: FileToWrite): Reason {
  return reason(code, { path, folder: CHALLENGE_FOLDER });
}

/** A step that writes one file of ours on the host. */
export function writeStep(
  id: string,
  who: Who,
  file: FileToWrite,
  before: string | null,
  why: Reason,
  check: string = CHECKS[who],
): Draft {
  const { path, content } = file;
  const handed = who === "homeport" ? {} : { irreversible: reason("irreversible-person") };
  return {
    kind: "write-file",
    ...parts({
      id,
      who,
      reason: why,
      before,
      after: content,
      undo: reason(before === null ? "undo-remove-file" : "undo-restore-file", { path }),
      ...handed,
      check: reason(check, { path }),
    }),
    file,
  };
}
