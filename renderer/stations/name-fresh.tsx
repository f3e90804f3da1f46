import { Radio } from "@mantine/core";
import { Note } from "../parts/glyph.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** The servers of the made-up world. */
const PRACTICE_NAMES = ["one.example", "two.example", "three.example"] as const;

interface NameFreshProps {
  readonly picked: string;
  readonly onPick: (name: string) => void;
}

/** Beside the empty field: that the name is for good; in practice, which names there are. */
export function NameFresh({ picked, onPick }: NameFreshProps) {
  const words = useWords();
  const { page } = useEngine();
  return (
    <>
      {page.wizard.practice && (
        <Radio.Group
          value={picked}
          onChange={onPick}
          aria-label={words.say("wizard.name.practice-names")}
        >
          <div className="stack g8">
            {PRACTICE_NAMES.map((name) => (
              <Radio.Card key={name} value={name} className="opt">
                <Radio.Indicator />
                <span>
                  <b>
                    <bdi>{name}</bdi>
                  </b>
                  <span className="d">{words.sayCode("wizard.practice-name", name)}</span>
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      )}
      <Note state="info">
        <p>
          <b>{words.say("wizard.name.for-good")}</b> {words.say("wizard.name.for-good-more")}
        </p>
      </Note>
    </>
  );
}
