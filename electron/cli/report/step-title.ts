import { z } from "zod";
import type { SpokenStep } from "../../../shared/api/plan-documents.ts";
import type { Speak } from "../speak.ts";
import { stepName } from "../../../shared/words/step-name.ts";

const Parts = z.looseObject({
  file: z.looseObject({ path: z.string(), brand: z.string().optional() }).optional(),
  files: z.array(z.looseObject({ path: z.string(), url: z.string().optional() })).optional(),
  record: z.looseObject({ name: z.string(), type: z.string() }).optional(),
  names: z.array(z.string()).optional(),
  unit: z.string().optional(),
});

/** What a step does, by the name that it has everywhere, and to what. */
export function stepTitle(step: Pick<SpokenStep, "id" | "kind" | "who">, speak: Speak): string {
  const does = stepName(step.id, step.kind, speak, step.who);
  const parts = Parts.safeParse(step).data ?? {};
  switch (step.kind) {
    case "write-file":
      // What another web server has to do is written nowhere: how it is set up is not known.
      return parts.file === undefined || parts.file.brand === "other"
        ? does
        : `${does}: ${parts.file.path}`;
    case "control-service":
      return parts.unit === undefined ? does : `${does}: ${parts.unit}`;
    case "order-key":
    case "obtain-certificate":
      return parts.names === undefined ? does : `${does}: ${parts.names.join(", ")}`;
    case "publish-file":
      return parts.files === undefined ? does : `${does}: ${urlsOf(parts.files)}`;
    case "dns-record":
      return parts.record === undefined
        ? does
        : `${does}: ${parts.record.type} ${parts.record.name}`;
    case "ask-person":
    case "wait":
    case "prove":
      return does;
  }
}

/** What is said before the end of Homeport's way back: whoever does a thing by hand can take it back by hand. */
export function wayBackOf({
  kind,
  who,
}: Pick<SpokenStep, "kind" | "who">): "plan.undo" | "plan.irreversible" {
  return who === "homeport" || kind === "obtain-certificate" ? "plan.irreversible" : "plan.undo";
}

/** Whether the way back of a step is worth a word: looking and waiting change nothing. */
export function hasWayBack({ kind }: Pick<SpokenStep, "kind">): boolean {
  return kind !== "prove" && kind !== "wait";
}

function urlsOf(
  files: readonly { readonly path: string; readonly url?: string | undefined }[],
): string {
  return files.map(({ path, url }) => url ?? path).join(", ");
}
