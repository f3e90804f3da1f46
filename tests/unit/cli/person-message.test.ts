import { expect, test } from "vitest";
import { personMessage } from "../../../electron/cli/person-message.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import type { RecordChange } from "../../../shared/plan/plan.ts";

const speak = createSpeak("en");
const NOTHING = { files: [], records: [], retires: [], renews: null };

function record(change: RecordChange["change"], port: number): RecordChange {
  const value = `10 5 ${port} matrix.example.com`;
  return { name: "_matrix._tcp.example.com", type: "SRV", ttl: 3600, value, change };
}

function told(...records: readonly RecordChange[]): string {
  return personMessage({ ...NOTHING, records }, "example.com", speak);
}

test("records that go are asked to be taken away, with why, and are made again to take it back", () => {
  const gone = told(record("remove", 1));
  expect(gone).toMatch(/Please take these DNS records away\. They send other servers to the wrong/);
  expect(gone).toContain(
    "  remove: _matrix._tcp.example.com. 3600 IN SRV 10 5 1 matrix.example.com.",
  );
  expect(gone).toContain("To take it back, make these records again.");
  expect(gone).not.toMatch(/make these DNS records:|website/);
});

test("records that are made and records that go stand apart in one message", () => {
  const both = told(record("remove", 1), record("add", 2), record("change", 3));
  const [made = "", gone = ""] = both.split("Please take these DNS records away");
  expect(made).toMatch(/add: .* 2 matrix[^]*change: .* 3 matrix/);
  expect(made).not.toContain("remove: ");
  expect(gone).toContain("remove: ");
  expect(gone).toContain("make the records as they were before");
  expect(told(record("add", 2))).not.toMatch(/take these DNS records away|website/);
});

test("there is no message where nothing is asked", () => {
  expect(told()).toBe("");
});
