import { TextInput } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { BusyButton } from "../parts/busy-button.tsx";
import { useWords } from "../words/use-words.ts";

interface NameFieldProps {
  readonly typed: string;
  /** What is looked at. */
  readonly name: string;
  readonly onType: (text: string) => void;
  readonly onLook: () => void;
  readonly isFresh: boolean;
  readonly busy: boolean;
}

/** The field for the name; Enter looks. */
export function NameField({ typed, name, onType, onLook, isFresh, busy }: NameFieldProps) {
  const words = useWords();
  const onSubmit = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    onLook();
  };
  const field = (
    <TextInput
      className="monofield"
      size={isFresh ? "lg" : "sm"}
      label={isFresh ? words.say("wizard.name.label") : undefined}
      aria-label={words.say("wizard.name.label")}
      placeholder="kestrel.example"
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
      // The one thing to do on this screen.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={isFresh}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
    />
  );
  if (isFresh)
    return (
      <form onSubmit={onSubmit} className="stack g8">
        {field}
        <p className="small ink3">
          {words.say("wizard.name.example", {
            user: "@ada:kestrel.example",
            name: "kestrel.example",
          })}
        </p>
      </form>
    );
  return (
    <form onSubmit={onSubmit} className="nm">
      {field}
      <BusyButton
        variant="default"
        type="submit"
        busy={busy}
        leftSection={<IconRefresh size={17} />}
      >
        {words.say("wizard.name.again")}
      </BusyButton>
      <span className="second ink2 say">{words.say("wizard.name.users", { name })}</span>
    </form>
  );
}
