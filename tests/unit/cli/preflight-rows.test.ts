import { expect, test } from "vitest";
import { preflightRows } from "../../../electron/cli/report/preflight-rows.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

test("a check says how it stands, of what, what was seen, and from where if it is seen twice", () => {
  const row = { state: "pass", problem: null, subject: null } as const;
  const port = { ...row, check: "ports", subject: "192.0.2.1:8448" } as const;
  const rows = preflightRows(
    [
      { ...row, check: "disk", seenFrom: "host", seen: { code: "seen-space", text: "12 GB free" } },
      { ...port, seenFrom: "desktop", seen: { code: "seen-open", text: "open" } },
      { ...port, seenFrom: "host", seen: { code: "seen-port-program", text: "nginx listens" } },
      { ...row, check: "clock", seenFrom: "host", state: "not-checked", seen: null },
    ],
    createSpeak("en"),
  );
  expect(rows).toEqual([
    ["Room on the disk", "fine: 12 GB free"],
    ["Port", "fine: 192.0.2.1:8448, open (from here)"],
    ["Port", "fine: 192.0.2.1:8448, nginx listens (on the machine)"],
    ["Clock", "not checked"],
  ]);
});
