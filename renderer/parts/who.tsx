import { useWords } from "../words/use-words.ts";

/** Who does a thing: Homeport, you, or somebody else. */
export function Who({ who }: { readonly who: "homeport" | "you" | "other" }) {
  const words = useWords();
  const name = words.sayCode("wizard.who", who);
  return (
    <span className={`who ${who}`}>
      <i aria-hidden>{/\p{L}/u.exec(name)?.[0] ?? ""}</i>
      {name}
    </span>
  );
}
