import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { ApplyState } from "../../../shared/api/wizard-views.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { listenForStop } from "../../../electron/cli/signals.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { BLANKS } from "../../../shared/api/blank-documents.ts";
import type { RunDocument } from "../../../shared/api/run-documents.ts";
import { reportRun } from "../../../electron/cli/report/run.ts";
import { createScreen } from "../../../electron/cli/screen.ts";
import { tellStop } from "../../../electron/cli/tell-stop.ts";
import { begunIn } from "../../../electron/web/serve.ts";
import { homeport } from "./start.ts";

test("a second Ctrl+C leaves at once, and says what is left and how to take it back", () => {
  const { written, press, exits } = startStopping("20261126-160639576-hvnp");
  press();
  expect([written().trim().split("\n")[0], exits]).toEqual([
    "Stopping. What was begun is taken back first.",
    [],
  ]);
  press();
  expect(exits).toEqual([130]);
  expect(written()).toMatch(/may\s+stand between two states/);
  expect(written()).toContain("\n  homeport undo 20261126-160639576-hvnp --practice\n");
});

test("Ctrl+C before anything was begun does not speak of taking back", () => {
  const { written, press } = startStopping(null);
  press();
  press();
  expect(written().trim()).toBe("Stopping. Nothing was begun.");
  const speak = createSpeak("en");
  expect(speak.problem(problem("interrupted", { begun: false })).meaning).toBe(
    "Nothing was begun, so nothing was changed.",
  );
});

test("Ctrl+C at the wizard says that it ends, and speaks of a run only where one is under way", () => {
  const idle = startStopping(null, "serve");
  idle.press();
  idle.press();
  expect(idle.written().trim()).toBe("Stopping. The wizard ends; nothing was under way.");
  const busy = startStopping("20261126-160639576-hvnp", "serve");
  busy.press();
  expect(busy.written()).toContain("What was begun is taken back first.");
});

test("a run of the wizard has begun with its first step, and not while it looks or asks", () => {
  const row = {
    id: "tls",
    kind: "write-file",
    who: "homeport",
    phase: 1,
    evidence: null,
    seconds: 0,
    since: null,
  } as const;
  const at = (stage: ApplyState["stage"], state: ApplyState["steps"][number]["state"]) =>
    begunIn({ stage, run: "R", step: null, steps: [{ ...row, state }] });
  expect([at("approving", "pending"), at("running", "pending"), at("ended", "done")]).toEqual([
    null,
    null,
    null,
  ]);
  expect([at("running", "started"), at("stopping", "done")]).toEqual(["R", "R"]);
});

test("a run that was left half taken back is told as an earlier one, with the command of now", () => {
  const data = { earlier: true, run: "R", name: "one.example", command: "apply" };
  const { title, meaning, next } = createSpeak("en").problem(problem("interrupted", data));
  expect(title).toBe("An earlier run is taken back now");
  expect(meaning).toContain("Nothing else was begun this time.");
  expect(next).toContain("`homeport apply one.example`");
});

test("plan says why it refuses what is no server name", async () => {
  const { exit, stdout } = await homeport(["plan", "https://two.example/"]);
  expect(exit).toBe(64);
  expect(stdout).toContain("This is no server name");
  expect(stdout).toContain("Did you mean two.example?");
});

function startStopping(run: string | null, command: "apply" | "serve" = "apply") {
  const exits: number[] = [];
  const signals = new EventEmitter();
  const process = Object.assign(signals, { exit: (code: number) => exits.push(code) });
  let text = "";
  const stop = listenForStop(process as unknown as NodeJS.Process);
  const caller = {
    folder: "/",
    program: "homeport",
    environment: {},
    stdinIsTerminal: true,
    stdoutIsTerminal: true,
    stderrIsTerminal: true,
    columns: 80,
  };
  tellStop(stop, {
    args: { command, argument: "one.example", options: { practice: [""] } },
    caller,
    speak: createSpeak("en"),
    write: (more) => (text += more),
    begun: () => run,
  });
  return { exits, written: () => text, press: () => signals.emit("SIGINT") };
}

test.each([
  [{ begun: false }, []],
  [{ run: "R" }, ["Nothing has been changed.", ""]],
])("a run stopped with %j before it began says so once", (data, told) => {
  const lines: string[] = [];
  const speak = createSpeak("en");
  const found = speak.problem(problem("interrupted", data));
  const args = { command: "apply", argument: "one.example", options: {} } as const;
  const document = { ...BLANKS.apply, problems: [found], name: "one.example" };
  const screen = createScreen((line) => lines.push(line), 80, false);
  reportRun(document as unknown as RunDocument, { screen, speak, args });
  expect(lines).toEqual(told);
});
