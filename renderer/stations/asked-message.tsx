import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import { CopyWords } from "../parts/copy.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords, type Words } from "../words/use-words.ts";

/** What somebody else has to do. */
export interface Asked {
  readonly name: string;
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
}

/** The message to whoever looks after the website or the DNS: all that they need, no secret. */
export function messageText({ name, files, records }: Asked, words: Words): string {
  const parts = [words.say("message.hello", { name })];
  for (const { url, content, headers } of files) {
    const lines = Object.entries(headers).map(([header, value]) => `    ${header}: ${value}`);
    parts.push(
      words.say("message.file"),
      `    ${url}`,
      words.say("message.text"),
      `    ${content}`,
    );
    if (lines.length > 0) parts.push(words.say("message.headers"), lines.join("\n"));
    parts.push(words.say("message.file-check"));
  }
  if (records.length > 0) {
    const lines = zoneText(records).trimEnd().split("\n");
    parts.push(words.say("message.records"), lines.map((line) => `    ${line}`).join("\n"));
  }
  return [...parts, words.say("message.end")].join("\n\n");
}

/** The message, to be changed and copied. */
export function AskedMessage({ level = 3, ...asked }: Asked & { readonly level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  const words = useWords();
  const { page } = useEngine();
  const mark = page.wizard.practice ? `${words.say("wizard.practice.saved")}\n\n` : "";
  const [text, setText] = useState(() => mark + messageText(asked, words));
  const what = words.say("wizard.plan.message");
  return (
    <div className="stack g8">
      <div className="row between">
        <Heading className="h3">{what}</Heading>
        <CopyWords value={text} what={what} />
      </div>
      <Textarea
        className="msg"
        aria-label={what}
        autosize
        minRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}
