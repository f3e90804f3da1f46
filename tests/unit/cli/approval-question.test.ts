import { expect, test } from "vitest";
import { writeQuestion } from "../../../electron/cli/approve.ts";
import { callerOf } from "../../../electron/cli/caller.ts";
import { createScreen } from "../../../electron/cli/screen.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

const WIDTH = 80;
const speak = createSpeak("en");

test("the question before a run is short, and names the number of steps that the plan has", () => {
  const step = {
    kind: "prove",
    id: "prove",
    who: "homeport",
    phase: 1,
    needs: [],
    reason: { code: "prove-renewed", data: {} },
    before: null,
    after: null,
    visibleAfterSeconds: 0,
    undo: null,
    irreversible: null,
    check: null,
    what: "federation",
  } as const;
  const request = {
    digest: "e3e714d85b75f34be92cf1500d075507e3b02570ea69a0a90eb599b7ecb48807",
    name: "two.example",
    machines: [
      {
        target: "ada@matrix.two.example:22",
        hostKey: `SHA256:${"k".repeat(43)}`,
        sudo: "nopasswd" as const,
      },
      { target: "root@two.example:22", hostKey: `SHA256:${"w".repeat(43)}`, sudo: "root" as const },
    ],
    changes: 9,
    terms: null,
    certificateNames: ["matrix.two.example"],
    steps: Array.from({ length: 11 }, () => step),
  };
  const lines: string[] = [];
  const screen = createScreen((line) => lines.push(line), WIDTH, false);
  const args = { command: "apply", argument: "two.example", options: {} } as const;
  writeQuestion(request, { args, caller: callerOf(process), speak }, screen);
  const text = lines.join("\n");
  expect(text).toContain("11 steps for two.example; 9 of them change something.");
  expect(text).toContain(request.digest);
  expect(text).toContain("ada, with sudo, on matrix.two.example:22");
  expect(text).toMatch(/Others notice +Nothing\./);
  expect(text).toMatch(/Way back +Homeport itself changes nothing/);
  expect(text).toContain("homeport plan two.example --explain");
  expect(text.replaceAll(/\s+/g, " ")).toContain(`:22, key SHA256:${"k".repeat(43)}`);
  expect(lines.filter((line) => line.length > WIDTH)).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(30);
});

test("the question of a run whose plan has changed says so, and leads to the plan", () => {
  const lines: string[] = [];
  const screen = createScreen((line) => lines.push(line), WIDTH, false);
  const options = { host: ["root@a.example"] };
  const args = { command: "resume", argument: "20261126-160639576-hvnp", options } as const;
  const common = {
    digest: "d",
    name: "a.example",
    machines: [],
    terms: null,
    certificateNames: [],
  };
  const context = { args, caller: callerOf(process), speak };
  writeQuestion({ ...common, changes: 0 }, context, screen);
  expect(lines.join(" ")).toContain("no longer what you agreed to");
  expect(lines.at(-1)).toBe("  homeport plan a.example --host root@a.example --explain");
});

test("the question of an undo names each thing once, and nothing that is gone already", () => {
  const undo = [
    { machine: "host", path: "/etc/homeport/tls/a/privkey.pem.new" },
    { machine: "host", path: "/etc/homeport/tls/a/privkey.pem" },
    { machine: "host", path: "/etc/homeport/tls/a/privkey.pem" },
    { machine: "web", path: "/var/www/.well-known/matrix/server" },
    { machine: "host", unit: "nginx.service" },
  ];
  const lines: string[] = [];
  const screen = createScreen((line) => lines.push(line), WIDTH, false);
  const args = { command: "undo", argument: "a.example", options: {} } as const;
  const common = {
    digest: "d",
    name: "a.example",
    machines: [],
    terms: null,
    certificateNames: [],
  };
  writeQuestion(
    { ...common, changes: 5, undo },
    { args, caller: callerOf(process), speak },
    screen,
  );
  expect(lines.filter((line) => line.startsWith("  - "))).toEqual([
    "  - /etc/homeport/tls/a/privkey.pem",
    "  - /var/www/.well-known/matrix/server (on the website's machine)",
    "  - Service nginx.service, as it was before",
  ]);
});
