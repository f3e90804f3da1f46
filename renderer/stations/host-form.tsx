import { TextInput } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { Problem } from "../../shared/problems/problem.ts";
import { useWords } from "../words/use-words.ts";
import { isFolder, isMachine, isPort, secretWanted, type LoginFields } from "./login-fields.ts";
import { LoginMethods } from "./login-methods.tsx";

interface HostFormProps {
  readonly machine: "host" | "web";
  readonly fields: LoginFields;
  /** How the last try ended. */
  readonly problem: Problem | null;
  readonly onFields: (fields: LoginFields) => void;
  readonly onSubmit: () => void;
}

/** The login: machine, user, and how to sign in. */
export function HostForm({ machine, fields, problem, onFields, onSubmit }: HostFormProps) {
  const words = useWords();
  const set = (change: Partial<LoginFields>): void => onFields({ ...fields, ...change });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className="hostf">
        <TextInput
          className="monofield"
          label={words.say("wizard.host.machine")}
          value={fields.host}
          error={
            fields.host.trim() === "" || isMachine(fields)
              ? undefined
              : words.say("wizard.host.no-machine")
          }
          onChange={(event) => set({ host: event.currentTarget.value })}
          spellCheck={false}
        />
        <TextInput
          label={words.say("wizard.host.port")}
          inputMode="numeric"
          value={fields.port}
          error={isPort(fields) ? undefined : words.say("wizard.host.no-port")}
          onChange={(event) => set({ port: event.currentTarget.value })}
        />
        <TextInput
          label={words.say("wizard.host.user")}
          value={fields.user}
          onChange={(event) => set({ user: event.currentTarget.value })}
          spellCheck={false}
          autoCapitalize="none"
        />
      </div>
      {machine === "web" && <Folder fields={fields} set={set} />}
      <LoginMethods fields={fields} set={set} wanted={secretWanted(problem)} />
      <div className="row nowrap top second ink2">
        <IconLock size={17} aria-hidden />
        <span className="grow">{words.say("wizard.host.sudo")}</span>
      </div>
      <button type="submit" hidden aria-hidden tabIndex={-1} />
    </form>
  );
}

interface FolderProps {
  readonly fields: LoginFields;
  readonly set: (change: Partial<LoginFields>) => void;
}

function Folder({ fields, set }: FolderProps) {
  const words = useWords();
  const isRefused = fields.root.trim() !== "" && !isFolder(fields);
  return (
    <TextInput
      className="monofield"
      label={words.say("wizard.host.root")}
      description={words.say("wizard.host.root-more")}
      value={fields.root}
      error={isRefused ? words.say("wizard.host.no-folder") : undefined}
      onChange={(event) => set({ root: event.currentTarget.value })}
      spellCheck={false}
    />
  );
}
