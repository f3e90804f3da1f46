import { Button } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { isTooLarge, MOST_OF_KEY } from "../parts/file-size.ts";
import { AlertNote } from "../parts/alert-note.tsx";
import { useWords, type WordValues } from "../words/use-words.ts";
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
  const [fault, setFault] = useState<KeyFileFault | null>(null);
  const take = async (file: File): Promise<void> => {
    const read = await readKeyFile(file);
    setFault(read.fault);
    set({ key: read.text, keyName: read.fault === null ? file.name : "" });
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
          // The same file may be chosen again, once it is corrected.
          event.currentTarget.value = "";
          if (file !== undefined) void take(file);
        }}
      />
      <AlertNote
        text={fault === null ? null : words.sayCode("wizard.key-file", fault.why, fault)}
      />
      <p className="small ink3">{words.say("wizard.host.key-kinds")}</p>
    </div>
  );
}

/** Why a file was not taken. */
interface KeyFileFault extends WordValues {
  readonly file: string;
  readonly why: "too-large" | "empty" | "unreadable";
}

async function readKeyFile(
  file: File,
): Promise<{ readonly text: string; readonly fault: KeyFileFault | null }> {
  const refused = (why: KeyFileFault["why"]) => ({ text: "", fault: { file: file.name, why } });
  if (isTooLarge(file, MOST_OF_KEY)) return refused("too-large");
  const text = await file.text().catch(() => null);
  if (text === null) return refused("unreadable");
  return text.trim() === "" ? refused("empty") : { text, fault: null };
}
