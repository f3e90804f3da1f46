import { zoneText } from "../../shared/render/zone-records.ts";
import {
  askedParts,
  endOf,
  type AskedThings,
  type MessagePart,
} from "../../shared/words/message-parts.ts";
import { withoutIsolates } from "./isolated.ts";
import type { Words } from "./use-words.ts";

/** What somebody has to do for the server of a name. */
export interface Asked extends AskedThings {
  readonly name: string;
}

/** The message to whoever looks after the website or the DNS: all that they need, no secret. */
export function messageText(asked: Asked, { say }: Pick<Words, "say">): string {
  const hello = say("message.hello", { name: asked.name });
  return withoutIsolates([hello, ...taskTexts(asked, say), say(endOf(asked))].join("\n\n"));
}

/** The same for whoever does it themselves: no greeting, no thanks. */
export function taskText(asked: Asked, { say }: Pick<Words, "say">): string {
  return withoutIsolates(taskTexts(asked, say).join("\n\n"));
}

function taskTexts(asked: Asked, say: Words["say"]): readonly string[] {
  return askedParts(asked, (record) => zoneText([record]).trim())
    .flat()
    .flatMap((part) => partTexts(part, say));
}

function partTexts({ says, lines }: MessagePart, say: Words["say"]): readonly string[] {
  const below = lines.map((line) => `    ${line}`).join("\n");
  return [say(says), ...(below === "" ? [] : [below])];
}
