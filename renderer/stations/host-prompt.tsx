import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MachinePrompt } from "../../shared/api/wizard-parts.ts";
import { AskDialog } from "../parts/ask-dialog.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/**
 * What the machine itself asks at login (keyboard-interactive: a second factor, a changed password), on
 * whichever screen the login was needed: a lost connection is made anew in the middle of a run, too.
 */
export function HostPrompt() {
  const { page, call } = useEngine();
  const { prompt } = page.wizard;
  if (prompt === null) return null;
  const answer = (answers: readonly string[] | null): void => {
    void call("host.answerPrompt", {
      id: prompt.id,
      answers: answers === null ? null : [...answers],
    });
  };
  return <PromptDialog key={prompt.id} prompt={prompt} onAnswer={answer} />;
}

interface PromptDialogProps {
  readonly prompt: MachinePrompt;
  readonly onAnswer: (answers: readonly string[] | null) => void;
}

function PromptDialog({ prompt, onAnswer }: PromptDialogProps) {
  const words = useWords();
  const [given, setGiven] = useState<readonly string[]>(() => prompt.questions.map(() => ""));
  const set = (at: number, text: string): void =>
    setGiven(given.map((each, index) => (index === at ? text : each)));
  return (
    <AskDialog opened onClose={() => onAnswer(null)} title={words.say("wizard.host.machine-asks")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(given);
        }}
      >
        {prompt.instruction !== "" && (
          <p className="second ink2">
            <bdi>{prompt.instruction}</bdi>
          </p>
        )}
        {prompt.questions.map(({ text, echo }, index) => {
          const Field = echo ? TextInput : PasswordInput;
          return (
            <Field
              // Questions of one prompt never change their order.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              label={<bdi>{text}</bdi>}
              value={given[index] ?? ""}
              onChange={(event) => set(index, event.currentTarget.value)}
              autoComplete="off"
              data-autofocus={index === 0 ? true : undefined}
            />
          );
        })}
        <div className="row">
          <Button variant="default" onClick={() => onAnswer(null)}>
            {words.say("wizard.host.cancel-login")}
          </Button>
          <Button type="submit">{words.say("wizard.host.answer")}</Button>
        </div>
      </form>
    </AskDialog>
  );
}
