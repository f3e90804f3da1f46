import type { MachineName, MachinePrompt } from "../../shared/api/wizard-parts.ts";
import type { LoginAttempt } from "./wizard-ports.ts";

/** The questions of machines that wait for a person. */
export interface Prompts {
  ask(machine: MachineName): LoginAttempt["ask"];
  /** The question that has waited longest; null where none does. */
  first(): MachinePrompt | null;
  /** Gives answers; null ends the login. False where no such question waits. */
  answer(id: string, answers: readonly string[] | null): boolean;
  /** Ends everything that waits. */
  cancel(): void;
}

interface Waiting {
  readonly prompt: MachinePrompt;
  readonly give: (answers: readonly string[] | null) => void;
}

/** Keeps questions until they are answered, by their ids; `changed` is called whenever another one is first. */
export function createPrompts(
  changed: () => void,
  newId: () => string,
  hold: (secret: string) => void,
): Prompts {
  const waiting = new Map<string, Waiting>();
  const settle = (id: string, answers: readonly string[] | null): boolean => {
    const asked = waiting.get(id);
    if (asked === undefined) return false;
    waiting.delete(id);
    changed();
    asked.give(answers);
    return true;
  };
  return {
    ask: (machine) => (asked) =>
      new Promise((give) => {
        const id = newId();
        const { name, instruction } = asked;
        const prompt = { id, machine, name, instruction, questions: [...asked.questions] };
        waiting.set(id, { prompt, give });
        changed();
      }),
    first: () => waiting.values().next().value?.prompt ?? null,
    answer: (id, answers) => {
      if (waiting.has(id)) answers?.forEach(hold);
      return settle(id, answers);
    },
    cancel: () => {
      for (const id of waiting.keys()) settle(id, null);
    },
  };
}
