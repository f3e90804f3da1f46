import { SegmentedControl } from "@mantine/core";
import { ERAS, type Era } from "../../shared/domain/era.ts";
import { useKeys } from "../parts/use-key.ts";
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
  useEraKeys(onEra);
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

/** 1 to 4 choose an era, in the order of the switch. */
function useEraKeys(onEra: (era: Era) => void): void {
  useKeys((key) => {
    const era = ERAS[Number(key) - 1];
    if (era === undefined) return false;
    onEra(era);
    return true;
  });
}
