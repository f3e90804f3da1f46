import { describe, expect, test } from "vitest";
import { EMPTY_DRAFT } from "../../../electron/engine/wizard-drafts.ts";
import { IDLE } from "../../../electron/engine/wizard-run-state.ts";
import { isLocked, mayShow, placeOf, readEntry } from "../../../renderer/state/history-entry.ts";
import type { Station, WizardState } from "../../../shared/api/wizard-parts.ts";
import type { ApplyState } from "../../../shared/api/wizard-views.ts";

function wizardAt(station: Station, name: string | null, practice = false): WizardState {
  return {
    draft: { ...EMPTY_DRAFT, station, name, page: { question: "web", era: "1.0" } },
    practice,
    practiceOnly: false,
    connected: { host: null, web: null },
    prompt: null,
  };
}

const running: ApplyState = { ...IDLE, stage: "running", name: "one.example" };

describe("an entry of the browser's history", () => {
  test("says where one stands, with the question alone where one is asked", () => {
    const [plan, questions] = [wizardAt("plan", "one.example"), wizardAt("questions", null, true)];
    expect(placeOf(plan)).toEqual({ station: "plan", question: null, of: "real one.example" });
    expect(placeOf(questions)).toEqual({ station: "questions", question: "web", of: "practice " });
  });

  test("is read as it was written, and nothing else is taken for one", () => {
    const entry = { at: 3, station: "questions", question: "web", of: "real one.example" } as const;
    expect(readEntry(structuredClone(entry))).toEqual(entry);
    expect(readEntry({ ...entry, passing: true })).toEqual({ ...entry, passing: true });
    for (const bad of [null, 7, {}, { ...entry, at: "3" }, { ...entry, station: "toString" }])
      expect(readEntry(bad)).toBeNull();
  });
});

describe("the browser's Back and Forward", () => {
  const entry = { at: 1, station: "plan", question: null, of: "real one.example" } as const;

  test("lead nowhere while the host is being changed, and anywhere before and after", () => {
    for (const [stage, locked] of [
      ["idle", false],
      ["looking", true],
      ["approving", true],
      ["running", true],
      ["stopping", true],
      ["ended", false],
    ] as const) {
      const page = { wizard: wizardAt("apply", "one.example"), apply: { ...running, stage } };
      expect([stage, isLocked(page), mayShow(entry, page)]).toEqual([stage, locked, !locked]);
    }
  });

  test("leave a server while another one's run is under way", () => {
    expect(isLocked({ wizard: wizardAt("apply", "two.example"), apply: running })).toBe(false);
    expect(isLocked({ wizard: wizardAt("home", "one.example"), apply: running })).toBe(false);
  });

  test("show no plan of another server or another world, but its name and the list of servers", () => {
    for (const wizard of [wizardAt("home", "two.example"), wizardAt("home", "one.example", true)]) {
      const page = { wizard, apply: IDLE };
      expect(mayShow(entry, page)).toBe(false);
      expect(mayShow({ ...entry, station: "name" }, page)).toBe(true);
      expect(mayShow({ ...entry, station: "home" }, page)).toBe(true);
    }
    const same = { wizard: wizardAt("home", "one.example"), apply: IDLE };
    expect(mayShow(entry, same)).toBe(true);
  });
});
