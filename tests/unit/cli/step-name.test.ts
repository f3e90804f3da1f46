import { expect, test } from "vitest";
import { stepName } from "../../../shared/words/step-name.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

const speak = createSpeak("en");

test.each([
  ["order-key", "order-key", "Make the key"],
  ["server-name", "write-file", "Give Synapse its name"],
  ["open-port-8448", "ask-person", "Let port 8448 through"],
  ["record-srv-fed", "dns-record", "Set a record in DNS"],
  ["remove-srv-legacy-8448-a", "dns-record", "Take a record in DNS away"],
  ["something-new", "wait", "Wait"],
  ["something-new", null, "something-new"],
])("the step %s (%s) is called: %s", (id, kind, name) => {
  expect(stepName(id, kind, speak)).toBe(name);
});

test("a sentence about a step names it in words", () => {
  const code = "consent-era-cut-off";
  const text = speak.reason({ code, data: { era: "1.0", step: "publish-well-known" } });
  expect(text).toContain("Put the file on the website");
});
