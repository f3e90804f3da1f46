import { Button } from "@mantine/core";
import { IconPhotoDown, IconPrinter } from "@tabler/icons-react";
import type { Era } from "../../shared/domain/era.ts";
import { saveFile } from "../parts/save-file.ts";
import { savedSvg, type SavedLine } from "../route/saved-svg.ts";
import { sayWay } from "../route/say-way.ts";
import { shortName } from "../route/short-name.ts";
import type { Way } from "../route/way.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords, type Words } from "../words/use-words.ts";

interface KeepRouteProps {
  readonly lines: readonly { readonly title: string; readonly way: Way }[];
  readonly name: string;
  readonly era: Era;
}

/** Prints the page, or saves the lines as a picture. */
export function KeepRoute({ lines, name, era }: KeepRouteProps) {
  const words = useWords();
  const { page } = useEngine();
  const save = (): void => {
    const picture = savedSvg({
      title: words.say("wizard.route.label", { name }),
      lines: lines.map(({ title, way }) => savedLine({ title, way, era }, words)),
      practice: page.wizard.practice ? words.say("wizard.practice.saved") : null,
      rtl: words.rtl,
    });
    saveFile(`${name}-route.svg`.replaceAll(/[^a-z0-9.-]/gi, "_"), picture, "image/svg+xml");
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        className="not-phone"
        onClick={save}
        leftSection={<IconPhotoDown size={18} />}
      >
        {words.say("wizard.route.save-picture")}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        className="not-phone"
        onClick={() => window.print()}
        leftSection={<IconPrinter size={18} />}
      >
        {words.say("wizard.print")}
      </Button>
    </>
  );
}

function savedLine(
  { title, way, era }: { readonly title: string; readonly way: Way; readonly era: Era },
  words: Words,
): SavedLine {
  return {
    title,
    way,
    say: sayWay(way, era, words),
    texts: ({ id, word }) => ({
      label: words.sayCode("wizard.stops", id),
      word: words.sayCode("wizard.stop", word),
    }),
    must:
      way.must === null ? null : words.say("wizard.route.must", { name: shortName(way.must.name) }),
  };
}
