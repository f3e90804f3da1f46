import { Textarea } from "@mantine/core";
import { useState } from "react";
import { CopyWords } from "../parts/copy.tsx";
import { useEngine } from "../state/use-engine.ts";
import { messageText, type Asked } from "../words/message-text.ts";
import { useWords } from "../words/use-words.ts";

interface AskedMessageProps extends Asked {
  readonly level?: 2 | 3;
}

/** What somebody else has to do, as a message to be changed and copied. */
export function AskedMessage({ level = 3, ...asked }: AskedMessageProps) {
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
