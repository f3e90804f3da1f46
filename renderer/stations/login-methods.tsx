import { Checkbox, Radio } from "@mantine/core";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { KeyFileField } from "./key-file-field.tsx";
import { methodsFor, type LoginFields, type SecretWanted } from "./login-fields.ts";
import { Folded, SecretField } from "./secret-field.tsx";

interface LoginMethodsProps {
  readonly fields: LoginFields;
  readonly set: (change: Partial<LoginFields>) => void;
  /** What the last try lacked. */
  readonly wanted: SecretWanted | null;
}

/** How to sign in, with what each way asks for. */
export function LoginMethods({ fields, set, wanted }: LoginMethodsProps) {
  const words = useWords();
  const { page } = useEngine();
  if (page.wizard.practice)
    return <p className="second ink2">{words.say("wizard.host.practice-key")}</p>;
  return (
    <>
      <Methods fields={fields} set={set} />
      <Given fields={fields} set={set} wanted={wanted} />
      <Folded summary={words.say("wizard.host.sudo-password-has")} wanted={wanted === "sudo"}>
        <SecretField
          label={words.say("wizard.host.sudo-password")}
          more={words.say("wizard.host.not-kept")}
          value={fields.sudoPassword}
          onValue={(sudoPassword) => set({ sudoPassword })}
        />
      </Folded>
      <Keep fields={fields} set={set} />
    </>
  );
}

function Methods({ fields, set }: Omit<LoginMethodsProps, "wanted">) {
  const words = useWords();
  const { page } = useEngine();
  const methods = methodsFor(page.about.agent, fields);
  const choose = (value: string): void => {
    const method = methods.find((each) => each === value);
    if (method !== undefined) set({ method });
  };
  return (
    <Radio.Group label={words.say("wizard.host.how")} value={fields.method} onChange={choose}>
      <div className="stack g8">
        {methods.map((method) => (
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
  );
}

/** What the chosen way needs from the person. */
function Given({ fields, set, wanted }: LoginMethodsProps) {
  const words = useWords();
  const passphrase = (
    <SecretField
      label={words.say("wizard.host.passphrase")}
      more={words.say("wizard.host.passphrase-more")}
      value={fields.passphrase}
      onValue={(typed) => set({ passphrase: typed })}
    />
  );
  switch (fields.method) {
    case "auto":
      return (
        <Folded summary={words.say("wizard.host.passphrase-has")} wanted={wanted === "passphrase"}>
          {passphrase}
        </Folded>
      );
    case "key":
      return (
        <div className="stack g8">
          <KeyFileField fields={fields} set={set} />
          {passphrase}
        </div>
      );
    case "password":
      return (
        <SecretField
          label={words.say("wizard.host.password")}
          more={words.say("wizard.host.not-kept")}
          value={fields.password}
          onValue={(password) => set({ password })}
        />
      );
    case "agent":
    case "interactive":
    case "practice":
      return null;
  }
}

/** Keeping the sign-in, or why it cannot be kept. */
function Keep({ fields, set }: Omit<LoginMethodsProps, "wanted">) {
  const words = useWords();
  const { kept, backend } = useEngine().page.about.secrets;
  if (kept === "memory")
    return (
      <p className="small ink3">
        {words.say(backend === null ? "wizard.host.memory-page" : "wizard.host.memory-none")}
      </p>
    );
  return (
    <Checkbox
      label={words.say("wizard.host.keep")}
      description={words.say("wizard.host.keep-more")}
      checked={fields.keep}
      onChange={(event) => set({ keep: event.currentTarget.checked })}
    />
  );
}
