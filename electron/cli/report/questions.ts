import type { QuestionsDocument } from "../../../shared/api/plan-documents.ts";
import type { Report } from "../command.ts";

/** Tells which questions are open: why each is asked, what may be answered, and what holds otherwise. */
export function reportQuestions(
  { open, moot }: QuestionsDocument,
  { screen, speak }: Report,
): void {
  screen.heading(speak.say("questions.title", { count: open.length }));
  for (const question of open) {
    screen.gap();
    screen.say(screen.style("bold", speak.sayCode("questions", `ask-${question.key}`, {})), {
      first: "? ",
    });
    screen.say(question.why, { indent: 2 });
    screen.say(
      `--set ${question.key}=${question.choices.join("|") || speak.say("questions.any")}`,
      {
        indent: 2,
      },
    );
    if (question.default !== null) {
      screen.say(speak.say("questions.default", { value: String(question.default) }), {
        indent: 2,
      });
    }
  }
  if (moot.length === 0) return;
  screen.gap();
  screen.heading(speak.say("questions.moot"));
  for (const { key, why } of moot) screen.say(why, { indent: 2, first: `${key}: ` });
}
