import { Button } from "@mantine/core";
import { IconList } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Era } from "../../shared/domain/era.ts";
import { useKey } from "../parts/use-key.ts";
import { useWords } from "../words/use-words.ts";
import { EraSwitch } from "./era-switch.tsx";

interface RouteToolsProps {
  readonly era: Era;
  readonly onEra: (era: Era) => void;
  /** The line stands as a list. */
  readonly flat: boolean;
  readonly onFlat: (flat: boolean) => void;
  /** A phone shows the list in any case. */
  readonly phoneIsFlat?: boolean;
  readonly children?: ReactNode;
}

/** What stands over a line: whose servers come, and line or list. */
export function RouteTools({
  era,
  onEra,
  flat,
  onFlat,
  phoneIsFlat = false,
  children,
}: RouteToolsProps) {
  const words = useWords();
  useKey("l", () => onFlat(!flat));
  return (
    <div className="row g8 no-print">
      <EraSwitch era={era} onEra={onEra} />
      <Button
        variant="subtle"
        size="compact-sm"
        className={phoneIsFlat ? "not-phone" : ""}
        aria-pressed={flat}
        onClick={() => onFlat(!flat)}
        leftSection={<IconList size={18} />}
      >
        {words.say("wizard.route.list")}
      </Button>
      {children}
    </div>
  );
}
