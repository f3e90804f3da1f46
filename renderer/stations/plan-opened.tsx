import { Note } from "../parts/glyph.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { openedAs } from "./opened-as.ts";

/** Of a plan that was opened from a file: that it was made again, and why it may be another one now. */
export function PlanOpened() {
  const words = useWords();
  const { page } = useEngine();
  const as = openedAs(page);
  if (as === null || page.opened === null) return null;
  return (
    <Note state={as === "same" ? "info" : "warn"}>
      <p>{words.sayCode("wizard.plan-opened", as, { file: page.opened.file })}</p>
    </Note>
  );
}
