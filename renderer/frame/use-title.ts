import { useEffect } from "react";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** Sets the window's title: heading, server, Homeport; it begins with the practice mark in practice. */
export function useTitle(title: string): void {
  const words = useWords();
  const { page } = useEngine();
  const { practice, draft } = page.wizard;
  useEffect(() => {
    const parts = [
      ...(practice ? [words.say("wizard.practice.title")] : []),
      title,
      ...(draft.name === null || title.includes(draft.name) ? [] : [draft.name]),
      "Homeport",
    ];
    document.title = parts.join(" · ");
  }, [title, practice, draft.name, words]);
}
