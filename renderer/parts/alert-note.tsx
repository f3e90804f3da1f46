import { useTold } from "./announcer.tsx";
import { Note } from "./glyph.tsx";

/** Says why something was not taken, as soon as it is known; nothing where it was (null). */
export function AlertNote({ text }: { readonly text: string | null }) {
  useTold(text ?? "");
  if (text === null) return null;
  return (
    <Note state="bad">
      <p>{text}</p>
    </Note>
  );
}
