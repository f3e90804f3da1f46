import type { WizardEvent } from "../../shared/api/events.ts";
import type { MachineName } from "../../shared/api/wizard-parts.ts";
import type { LoginAttempt } from "./wizard-ports.ts";

/** The questions of machines that wait for a person. */
export interface Prompts {
  ask(machine: MachineName): LoginAttempt["ask"];
  /** Gives answers; null ends the login. False where no such question waits. */
  answer(id: string, answers: readonly string[] | null): boolean;
  /** Ends everything that waits. */
  cancel(): void;
}

/** Puts questions to the page as events and takes the answers by their ids. */
export function createPrompts(
  emit: (event: WizardEvent) => void,
  newId: () => string,
  hold: (secret: string) => void,
): Prompts {
  const waiting = new Map<string, (answers: readonly string[] | null) => void>();
  const settle = (id: string, answers: readonly string[] | null): boolean => {
    const give = waiting.get(id);
    if (give === undefined) return false;
    waiting.delete(id);
    emit({ event: "prompt-over", id });
    give(answers);
    return true;
  };
  return {
    ask: (machine) => (asked) =>
      new Promise((resolve) => {
        const id = newId();
        waiting.set(id, resolve);
        const { name, instruction } = asked;
        emit({ event: "prompt", id, machine, name, instruction, questions: [...asked.questions] });
      }),
    answer: (id, answers) => {
      if (waiting.has(id)) answers?.forEach(hold);
      return settle(id, answers);
    },
    cancel: () => {
      for (const id of waiting.keys()) settle(id, null);
    },
  };
}
