import { useEffect } from "react";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** Sets the window's title: heading, server, Homeport; it begins with the practice mark in practice. */
export function useTitle(title: string): void {
  const words = useWords();
  const { page } = useEngine();
  const { practice, draft } = page.wizard;
  // While a name is asked for, the one of before is not what the screen is about.
  const name = draft.station === "name" ? null : draft.name;
  useEffect(() => {
    const parts = [
      ...(practice ? [words.say("wizard.practice.title")] : []),
      title,
      ...(name === null || title.includes(name) ? [] : [name]),
      "Homeport",
    ];
    document.title = parts.join(" · ");
  }, [title, practice, name, words]);
}
