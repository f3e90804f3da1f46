import { Checkbox, Radio, TextInput } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import type { Asked } from "./question-list.ts";

interface QuestionFieldProps {
  readonly asked: Asked;
  readonly value: string | readonly string[];
  /** The value was given and cannot be taken. */
  readonly refused: boolean;
  readonly onValue: (value: string | readonly string[]) => void;
  readonly onEnter: () => void;
}

/** The answer to a question, filled in with what holds otherwise. */
export function QuestionField(props: QuestionFieldProps) {
  const { asked, value } = props;
  if (typeof value !== "string" || asked.key === "audience") return <Several {...props} />;
  return asked.choices.length > 0 ? <One {...props} /> : <Free {...props} />;
}

function One({ asked, value, onValue }: QuestionFieldProps) {
  const words = useWords();
  return (
    <Radio.Group value={String(value)} onChange={onValue} aria-labelledby="question">
      <div className="stack g10">
        {asked.choices.map((choice) => (
          <Radio.Card key={choice} value={choice} className="opt">
            <Radio.Indicator />
            <span>
              <b>{words.sayCode(`wizard.choice.${asked.key}`, choice)}</b>
              <span className="d">{words.sayCode(`wizard.choice-more.${asked.key}`, choice)}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function Several({ asked, value, onValue }: QuestionFieldProps) {
  const words = useWords();
  const chosen = typeof value === "string" ? [value] : [...value];
  return (
    <Checkbox.Group value={chosen} onChange={onValue} aria-labelledby="question">
      <div className="stack g10">
        {asked.choices.map((choice) => (
          <Checkbox.Card key={choice} value={choice} className="opt">
            <Checkbox.Indicator />
            <span>
              <b>{words.sayCode("wizard.choice.audience", choice)}</b>
              <span className="d">{words.sayCode("wizard.choice-more.audience", choice)}</span>
            </span>
          </Checkbox.Card>
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Free({ asked, value, refused, onValue, onEnter }: QuestionFieldProps) {
  const words = useWords();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <TextInput
        className="monofield"
        size="lg"
        aria-labelledby="question"
        value={String(value)}
        error={
          refused
            ? words.say(
                asked.key === "port" ? "wizard.questions.no-port" : "wizard.questions.no-name",
              )
            : undefined
        }
        inputMode={asked.key === "port" ? "numeric" : "text"}
        onChange={(event) => onValue(event.currentTarget.value)}
        spellCheck={false}
        autoCapitalize="none"
      />
    </form>
  );
}
