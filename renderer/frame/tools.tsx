import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconHelp, IconMoon, IconSun } from "@tabler/icons-react";
import { useState } from "react";
import { useKey } from "../parts/use-key.ts";
import { useWords } from "../words/use-words.ts";
import { HelpDialog } from "./help-dialog.tsx";

/** Colours and help, at the end of the header. */
export function Tools() {
  const words = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const [help, setHelp] = useState(false);
  useKey("?", () => setHelp(true));
  return (
    <div className="fr-tools">
      <ActionIcon
        variant="subtle"
        size={36}
        onClick={() => setColorScheme(isDark ? "light" : "dark")}
        aria-label={words.say(isDark ? "wizard.tools.light" : "wizard.tools.dark")}
      >
        {isDark ? <IconSun size={20} /> : <IconMoon size={20} />}
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={36}
        onClick={() => setHelp(true)}
        aria-label={words.say("wizard.tools.help")}
      >
        <IconHelp size={20} />
      </ActionIcon>
      <HelpDialog opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
