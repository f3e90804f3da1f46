import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { stepName } from "../../../shared/words/step-name.ts";
import { createProgress } from "../../../electron/cli/progress.ts";
import { writeChanges } from "../../../electron/cli/report/approval.ts";
import { stepTitle } from "../../../electron/cli/report/step-title.ts";
import { writeSteps } from "../../../electron/cli/report/plan-steps.ts";
import { createScreen } from "../../../electron/cli/screen.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import type { Step } from "../../../shared/plan/plan.ts";

const speak = createSpeak("en");

test.each([
  ["order-key", "order-key", "Make the key"],
  ["server-name", "write-file", "Give Synapse its name"],
  ["open-port-8448", "ask-person", "Let port 8448 through"],
  ["record-srv-fed", "dns-record", "Set a record in DNS"],
  ["remove-srv-legacy-8448-a", "dns-record", "Take a record in DNS away"],
  ["ask-remove-srv-fed-8448-a", "ask-person", "Ask for a record in DNS to be taken away"],
  ["reload-caddy", "control-service", "Let the web server read its files anew"],
  ["reload-synapse", "control-service", "Let Synapse take up the certificate"],
  ["something-new", "wait", "Wait"],
  ["something-new", null, "something-new"],
])("the step %s (%s) is called: %s", (id, kind, name) => {
  expect(stepName(id, kind, speak)).toBe(name);
});

test("a step on a web server whose settings are not known names no file of its own", () => {
  const step = { id: "proxy-site", kind: "write-file", who: "you" } as const;
  const title = (brand: string) =>
    stepTitle({ ...step, file: { path: "/etc/x.conf", brand } } as typeof step, speak);
  expect(title("other")).toBe("Let the web server pass Matrix requests on");
  expect(title("caddy")).toBe("Let the web server pass Matrix requests on: /etc/x.conf");
});

test("a sentence about a step names it in words", () => {
  const code = "consent-era-cut-off";
  const text = speak.reason({ code, data: { era: "1.0", step: "publish-well-known" } });
  expect(text).toContain("Put the file on the website");
});

test("every step that a plan can have is called by a name of its own, not by its kind", () => {
  const sources = globSync("shared/plan/*.ts", { cwd: paths.root })
    .map((path) => readFileSync(join(paths.root, path), "utf8"))
    .join("\n");
  const written = sources.matchAll(/\b(?:id|load): (?:what === "endpoint" \? )?"([a-z-]+)"/g);
  const waits = sources.matchAll(/\bwait\("([a-z-]+)"/g);
  const ids = [...written, ...waits].map(([, id = ""]) => id);
  expect(ids).toEqual(expect.arrayContaining(["order-key", "reload-nginx", "wait-records"]));
  expect(ids.filter((id) => stepName(id, null, speak) === id)).toEqual([]);
});

const COMMON = {
  who: "homeport",
  phase: 1,
  needs: [],
  reason: { code: "reload-needed", data: {} },
  before: null,
  after: null,
  visibleAfterSeconds: 0,
  undo: null,
  irreversible: null,
  check: null,
} as const;

const STEPS: readonly Step[] = [
  { ...COMMON, kind: "order-key", id: "order-key", names: ["a.example"], path: "/tls" },
  {
    ...COMMON,
    kind: "control-service",
    id: "reload-nginx",
    service: "nginx",
    unit: "nginx.service",
    action: "reload",
    opens: [443],
  },
  {
    ...COMMON,
    kind: "obtain-certificate",
    id: "certificate",
    who: "you",
    names: ["a.example"],
    path: "/tls",
    issuer: "own",
    challenge: "http-01",
    answerBy: "responder",
    keyReader: null,
  },
  { ...COMMON, kind: "prove", id: "prove", what: "federation" },
];

test("a step has one name and one number: in the plan, in the question and while it is done", () => {
  const args = { command: "plan", argument: "a.example", options: {} } as const;
  const planned = shown((screen) =>
    writeSteps(
      STEPS.map((step) => ({ ...step, ...COMMON, who: step.who, needs: [], reason: "" })),
      { screen, speak, args },
    ),
  );
  const request = {
    digest: "d",
    name: "a.example",
    machines: [],
    changes: 2,
    terms: null,
    certificateNames: [],
    steps: STEPS,
  };
  const asked = shown((screen) => writeChanges(request, { screen, speak }));
  const done = progressOf(STEPS);
  for (const [at, { id, kind, who }] of STEPS.entries()) {
    const name = stepName(id, kind, speak, who);
    expect(planned).toMatch(new RegExp(`^ +${at + 1}  ${name}[:( ]`, "m"));
    expect(asked).toMatch(new RegExp(`^ +${at + 1}\\. ${name}( \\(you\\))?$`, "m"));
    expect(done).toContain(`✓ ${name}, `);
  }
});

function shown(write: (screen: ReturnType<typeof createScreen>) => void): string {
  const lines: string[] = [];
  write(createScreen((line) => lines.push(line), 80, false));
  return lines.join("\n");
}

function progressOf(steps: readonly Step[]): string {
  let text = "";
  const style = { as: "text", verbose: false, isTerminal: false } as const;
  const write = (part: string) => void (text += part);
  const tell = createProgress({ write, style, speak, now: () => 0 });
  for (const { id, kind, who } of steps) {
    tell({ event: "started", step: id, data: { kind, who } });
    tell({ event: "done", step: id, data: {} });
  }
  return text;
}
