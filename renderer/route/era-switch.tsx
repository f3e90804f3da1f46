import { SegmentedControl } from "@mantine/core";
import { ERAS, type Era } from "../../shared/domain/era.ts";
import { useWords } from "../words/use-words.ts";

/** Chooses the generation of servers whose way is shown. */
export function EraSwitch({
  era,
  onEra,
}: {
  readonly era: Era;
  readonly onEra: (era: Era) => void;
}) {
  const words = useWords();
  return (
    <SegmentedControl
      className="era"
      aria-label={words.say("wizard.route.eras")}
      value={era}
      onChange={(value) => {
        const chosen = ERAS.find((each) => each === value);
        if (chosen !== undefined) onEra(chosen);
      }}
      data={ERAS.map((each) => ({ value: each, label: words.sayCode("wizard.era", each) }))}
    />
  );
}
