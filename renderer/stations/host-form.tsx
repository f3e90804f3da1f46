import { Checkbox, PasswordInput, Radio, TextInput } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { KeyFileField } from "./key-file-field.tsx";
import { isFolder, isMachine, isPort, type LoginFields, type Method } from "./login-fields.ts";

const METHODS: readonly Method[] = ["auto", "key", "password", "interactive"];

interface HostFormProps {
  readonly machine: "host" | "web";
  readonly fields: LoginFields;
  readonly onFields: (fields: LoginFields) => void;
  readonly onSubmit: () => void;
}

/** The login: machine, user, and how to sign in. */
export function HostForm({ machine, fields, onFields, onSubmit }: HostFormProps) {
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
      <Methods fields={fields} set={set} />
      <div className="row nowrap top second ink2">
        <IconLock size={17} aria-hidden />
        <span className="grow">{words.say("wizard.host.sudo")}</span>
      </div>
      <button type="submit" hidden aria-hidden tabIndex={-1} />
    </form>
  );
}

function Folder({ fields, set }: MethodsProps) {
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

interface MethodsProps {
  readonly fields: LoginFields;
  readonly set: (change: Partial<LoginFields>) => void;
}

function Methods({ fields, set }: MethodsProps) {
  const words = useWords();
  const { page } = useEngine();
  if (page.wizard.practice)
    return <p className="second ink2">{words.say("wizard.host.practice-key")}</p>;
  const choose = (value: string): void => {
    const method = METHODS.find((each) => each === value);
    if (method !== undefined) set({ method });
  };
  return (
    <>
      <Radio.Group label={words.say("wizard.host.how")} value={fields.method} onChange={choose}>
        <div className="stack g8">
          {METHODS.map((method) => (
            <Radio.Card key={method} value={method} className="opt">
              <Radio.Indicator />
              <span>
                <b>{words.sayCode("wizard.method", method)}</b>
                <span className="d">{words.sayCode("wizard.method-more", method)}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {fields.method === "key" && <KeyFileField fields={fields} set={set} />}
      {fields.method === "password" && (
        <PasswordInput
          label={words.say("wizard.host.password")}
          description={words.say("wizard.host.not-kept")}
          value={fields.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          autoComplete="off"
        />
      )}
      <details className="second">
        <summary>{words.say("wizard.host.sudo-password-has")}</summary>
        <PasswordInput
          label={words.say("wizard.host.sudo-password")}
          description={words.say("wizard.host.not-kept")}
          value={fields.sudoPassword}
          onChange={(event) => set({ sudoPassword: event.currentTarget.value })}
          autoComplete="off"
        />
      </details>
      {page.about.secrets.kept === "keychain" && (
        <Checkbox
          label={words.say("wizard.host.keep")}
          description={words.say("wizard.host.keep-more")}
          checked={fields.keep}
          onChange={(event) => set({ keep: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
