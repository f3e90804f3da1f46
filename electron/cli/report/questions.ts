import type { QuestionsDocument } from "../../../shared/api/plan-documents.ts";
import type { Report } from "../command.ts";

type Open = QuestionsDocument["open"][number];

/** Tells which questions are open, why each is asked, what may be answered, and what holds otherwise. */
export function reportQuestions({ open, moot }: QuestionsDocument, report: Report): void {
  const { screen, speak } = report;
  screen.heading(speak.say("questions.title", { count: open.length }));
  if (open.length > 0) screen.say(speak.say("questions.intro"), { indent: 2 });
  for (const [at, question] of open.entries()) writeQuestion(question, at + 1, report);
  if (moot.length === 0) return;
  screen.gap();
  screen.heading(speak.say("questions.moot"));
  for (const { key, why } of moot)
    screen.say(`${titleOf(key, report)} ${why}`, { indent: 2, first: "- " });
}

function writeQuestion(question: Open, number: number, report: Report): void {
  const { screen, speak } = report;
  const { key, why, choices } = question;
  screen.gap();
  screen.say(screen.style("bold", titleOf(key, report)), { first: `${number}. ` });
  screen.say(why, { indent: 3 });
  if (choices.length === 0) screen.verbatim(`--set ${key}=${speak.say("questions.any")}`, 3);
  else {
    screen.verbatim(`--set ${key}=…`, 3);
    screen.table(
      choices.map((choice) => [choice, meaningOf(key, choice, report)]),
      5,
    );
  }
  if (key === "audience") screen.say(speak.say("questions.several"), { indent: 5 });
  if (question.default === null) return;
  const value = String(question.default);
  screen.say(speak.say("questions.default", { value }), { indent: 3 });
}

function titleOf(key: string, { speak }: Report): string {
  return speak.sayCode("questions", `ask-${key}`);
}

function meaningOf(key: string, choice: string, { speak }: Report): string {
  const code = choice.replace(".", "-");
  if (key === "audience") return speak.sayCode("eras", code);
  const own = speak.sayCode("choices", `${key}.${code}`);
  return own === `${key}.${code}` ? "" : own;
}
