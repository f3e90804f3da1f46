import type { KeyboardInteractiveAuthMethod } from "ssh2";

/** What a machine asks at login (keyboard-interactive, RFC 4256). `echo`: what is typed may be seen. */
export interface MachineQuestions {
  readonly name: string;
  readonly instruction: string;
  readonly questions: readonly { readonly text: string; readonly echo: boolean }[];
}

/** Asks a person; null: they will not answer, the login ends. */
export type AskPerson = (asked: MachineQuestions) => Promise<readonly string[] | null>;

/** Stops the clock of the login while a person thinks. */
export interface LoginClock {
  readonly pause: () => void;
  readonly wind: () => void;
}

/** A machine that asks more often, or more at once, is not asking for a login. */
const MOST_ROUNDS = 10;
const MOST_QUESTIONS = 10;
/** Characters of a question that are shown. */
const MOST_TEXT = 1000;

/**
 * Answers keyboard-interactive. A password that is known answers the first hidden question for one;
 * everything else goes to the person, where there is one to ask.
 */
export function answerQuestions(
  password: string | null,
  ask: AskPerson | null,
  clock: LoginClock,
): KeyboardInteractiveAuthMethod["prompt"] {
  let rounds = 0;
  let isSpent = false;
  return (name, instruction, _language, asked, answer) => {
    rounds += 1;
    const questions = asked.slice(0, MOST_QUESTIONS).map(({ prompt, echo }) => ({
      text: prompt.slice(0, MOST_TEXT),
      echo: echo === true,
    }));
    if (questions.length === 0 || rounds > MOST_ROUNDS) return answer([]);
    if (ask === null) return answer(questions.map(({ echo }) => (echo ? "" : (password ?? ""))));
    if (password !== null && !isSpent && isPasswordQuestion(questions)) {
      isSpent = true;
      return answer([password]);
    }
    clock.pause();
    const give = async (): Promise<void> => {
      const shown = {
        name: name.slice(0, MOST_TEXT),
        instruction: instruction.slice(0, MOST_TEXT),
        questions,
      };
      const answers = await ask(shown).catch(() => null);
      clock.wind();
      answer(questions.map((_each, at) => answers?.[at] ?? ""));
    };
    void give();
  };
}

function isPasswordQuestion(questions: MachineQuestions["questions"]): boolean {
  const [only, ...more] = questions;
  return only !== undefined && more.length === 0 && !only.echo && /passw/i.test(only.text);
}
