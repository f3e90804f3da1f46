import type { MethodName } from "./contract.ts";

/** The bare names of all methods, for the preload: no schema is loaded with them. */
export const METHOD_NAMES = {
  "about.get": true,
  "home.list": true,
  "wizard.state": true,
  "wizard.answer": true,
  "wizard.reset": true,
  "name.look": true,
  "host.suggest": true,
  "host.connect": true,
  "host.acceptKey": true,
  "host.answerPrompt": true,
  "host.disconnect": true,
  "questions.open": true,
  "plan.make": true,
  "records.look": true,
  "plan.save": true,
  "plan.open": true,
  "preflight.run": true,
  "apply.start": true,
  "apply.resume": true,
  "apply.stop": true,
  "apply.askAgain": true,
  "apply.state": true,
  "run.undo": true,
  "run.renew": true,
  "proof.check": true,
  "receipt.get": true,
  "history.list": true,
  "practice.enter": true,
  "practice.leave": true,
  "link.open": true,
} as const satisfies { readonly [name in MethodName]: true };

/** Tells whether a text is the name of a method. */
export function isMethodName(text: unknown): text is MethodName {
  return typeof text === "string" && Object.hasOwn(METHOD_NAMES, text);
}
