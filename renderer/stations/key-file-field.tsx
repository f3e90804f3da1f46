import { Button, PasswordInput } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { isTooLarge, MOST_OF_KEY } from "../parts/file-size.ts";
import { AlertNote } from "../parts/alert-note.tsx";
import { useWords } from "../words/use-words.ts";
import type { LoginFields } from "./login-fields.ts";

interface KeyFileFieldProps {
  readonly fields: LoginFields;
  readonly set: (change: Partial<LoginFields>) => void;
}

/** Takes the content of a key file; its path is never known here. */
export function KeyFileField({ fields, set }: KeyFileFieldProps) {
  const words = useWords();
  const chosen = useId();
  const field = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const read = async (file: File): Promise<void> => {
    const refused = isTooLarge(file, MOST_OF_KEY);
    setTooLarge(refused ? file.name : null);
    set(refused ? { key: "", keyName: "" } : { key: await file.text(), keyName: file.name });
  };
  return (
    <div className="stack g8">
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconFile size={17} />}
          aria-describedby={chosen}
          onClick={() => field.current?.click()}
        >
          {words.say("wizard.host.choose-key")}
        </Button>
        <span className="second ink2" id={chosen}>
          {fields.keyName === "" ? words.say("wizard.host.no-key") : <bdi>{fields.keyName}</bdi>}
        </span>
      </div>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={words.say("wizard.host.choose-key")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) void read(file);
        }}
      />
      <AlertNote
        text={tooLarge === null ? null : words.say("wizard.host.key-too-large", { file: tooLarge })}
      />
      <p className="small ink3">{words.say("wizard.host.key-kinds")}</p>
      <PasswordInput
        label={words.say("wizard.host.passphrase")}
        description={words.say("wizard.host.passphrase-more")}
        value={fields.passphrase}
        onChange={(event) => set({ passphrase: event.currentTarget.value })}
        autoComplete="off"
      />
    </div>
  );
}
