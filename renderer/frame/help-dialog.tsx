import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "../parts/ask-dialog.tsx";
import { areSingleKeysOn, turnSingleKeys } from "../parts/single-keys.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** Help for the station in hand, and what this window is. */
export function HelpDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { page } = useEngine();
  const { about, wizard } = page;
  const kept = about.secrets.kept === "keychain" ? "wizard.help.keychain" : "wizard.help.memory";
  return (
    <AskDialog opened={opened} onClose={onClose} title={words.say("wizard.tools.help")}>
      <div className="stack g12">
        <p className="prose">{words.sayCode("wizard.help", wizard.draft.station)}</p>
        <p className="second ink2 prose">{words.say("wizard.help.keys")}</p>
        <SingleKeys />
        <p className="second ink2 prose">{words.say(kept)}</p>
        <p className="small ink3">{words.say("wizard.help.version", { version: about.version })}</p>
      </div>
    </AskDialog>
  );
}

/** Turns keys that are pressed alone on and off. */
function SingleKeys() {
  const words = useWords();
  const [on, setOn] = useState(areSingleKeysOn);
  return (
    <Checkbox
      label={words.say("wizard.help.single-keys")}
      description={words.say("wizard.help.single-keys-more")}
      checked={on}
      onChange={(event) => {
        turnSingleKeys(event.currentTarget.checked);
        setOn(event.currentTarget.checked);
      }}
    />
  );
}
