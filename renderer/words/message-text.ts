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

type Saying = Pick<Words, "say" | "sayCode">;

/** The message to whoever looks after the website or the DNS: all that they need, no secret. */
export function messageText(asked: Asked, words: Saying): string {
  const hello = words.say("message.hello", { name: asked.name });
  const texts = partsOf(asked).flatMap((part) => partTexts(part, words));
  return withoutIsolates([hello, ...texts, words.say(endOf(asked))].join("\n\n"));
}

/** What is asked for, in its order; records as lines of a zone file. */
export function partsOf(asked: AskedThings): readonly MessagePart[] {
  return askedParts(asked, (record) => zoneText([record]).trim()).flat();
}

function partTexts({ says, lines }: MessagePart, { sayCode }: Saying): readonly string[] {
  const below = lines.map((line) => `    ${line}`).join("\n");
  return [sayCode("message", says), ...(below === "" ? [] : [below])];
}
