import type { AskedThings } from "../../shared/words/message-parts.ts";
import { CopyRow, CopyText } from "../parts/copy.tsx";
import { partsOf } from "../words/message-text.ts";
import { useWords } from "../words/use-words.ts";

interface OwnTaskProps extends AskedThings {
  readonly level?: 2 | 3;
}

/** What one has to do oneself: instructions, with each thing to copy in a field of its own. No letter to oneself. */
export function OwnTask({ level = 3, ...asked }: OwnTaskProps) {
  const words = useWords();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className="stack g12">
      <Heading className="h3">{words.say("wizard.waiting.task")}</Heading>
      {partsOf(asked).map(({ says, lines }) => (
        <div key={`${says} ${lines.join(" ")}`} className="stack g4">
          <p className="second prose">{words.sayCode("task", says)}</p>
          {lines.map((line) => (
            <ToCopy key={line} text={line} what={words.sayCode("task-copy", says)} />
          ))}
        </div>
      ))}
    </div>
  );
}

function ToCopy({ text, what }: { readonly text: string; readonly what: string }) {
  return text.includes("\n") ? (
    <CopyText value={text} what={what} />
  ) : (
    <CopyRow value={text} what={what} />
  );
}
