import { describe, expect, test } from "vitest";
import { SCRIPTS } from "../../../electron/adapters/ssh-scripts/scripts.ts";
import { logTexts } from "../../../renderer/stations/log-text.ts";
import { createLanguage } from "../../../renderer/words/language.ts";
import { wordsOf } from "../../../renderer/words/use-words.ts";
import type { LogLine } from "../../../shared/api/wizard-views.ts";

const words = wordsOf(createLanguage("en"));
const of = {
  steps: [
    { id: "certificate", kind: "obtain-certificate", who: "homeport" },
    { id: "site", kind: "write-file", who: "homeport" },
  ],
  machines: { host: "root@one.example:22", web: null },
} as const;

function said(...lines: readonly Pick<LogLine, "event" | "step" | "data">[]): readonly string[] {
  const log = lines.map((line, seq) => ({ ...line, seq, at: "2026-11-26T00:00:00Z" }));
  return logTexts(log, of, words);
}

describe("the log of a run", () => {
  test("says each thing in a sentence, with the machine and the step", () => {
    expect(
      said(
        { event: "looking", step: null, data: { name: "one.example" } },
        { event: "operation", step: null, data: { operation: "survey", machine: "host" } },
        { event: "started", step: "certificate", data: {} },
        { event: "operation", step: null, data: { operation: "note", machine: "host" } },
        { event: "operation", step: "certificate", data: { operation: "order", ca: "staging" } },
        {
          event: "operation",
          step: "certificate",
          data: { operation: "look-ahead", name: "one.example", seen: true },
        },
        { event: "done", step: "certificate", data: { seconds: 2.345 } },
        { event: "operation", step: null, data: { operation: "unlock", machine: "web" } },
        { event: "outcome", step: null, data: { outcome: "kept" } },
      ),
    ).toEqual([
      "Looks at one.example once more.",
      "Looks over one.example",
      "Begins: Get the certificate.",
      "Writes into the record on one.example (Get the certificate).",
      "Rehearses the order at the test authority (Get the certificate).",
      "Fetches the proof for one.example as the authority will, and finds it (Get the certificate).",
      "Done: Get the certificate, in 2.3 s.",
      "Gives the website's machine free again",
      `The end: ${words.sayCode("outcomes", "kept")}.`,
    ]);
  });

  test("says why a step stopped, and what is taken back", () => {
    expect(
      said(
        { event: "failed", step: "site", data: { code: "config-test-failed" } },
        { event: "undoing", step: "site", data: { path: "/etc/nginx/conf.d/homeport.conf" } },
        { event: "undoing", step: "site", data: { path: null } },
      ).map((line) => line.replace(/: [^.]+\./, ": STEP.")),
    ).toEqual([
      `Stopped: STEP. ${words.find("problems.config-test-failed", "title")}.`,
      "Takes back: STEP. Puts /etc/nginx/conf.d/homeport.conf as it was.",
      "Takes back: STEP.",
    ]);
  });

  test("has a sentence for every operation on a machine", () => {
    for (const operation of Object.keys(SCRIPTS)) {
      const [line] = said({ event: "operation", step: null, data: { operation, machine: "host" } });
      expect(line).toContain(" one.example");
    }
  });
});
