import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createSwitchboard, type Switchboard } from "../../../electron/practice/switchboard.ts";

const PLACES = Array.from({ length: 31 }, (_, at) => `198.51.100.7:${at + 1}`);

async function board(): Promise<Switchboard> {
  const made = await createSwitchboard(PLACES);
  onTestFinished(() => made.stop());
  return made;
}

function portsOf(made: Switchboard): readonly number[] {
  return made.connectTo().map((entry) => Number(entry.split(":").at(-1)));
}

test("worlds beside each other never reserve one port twice, also for places that are closed", async () => {
  const boards = await Promise.all(Array.from({ length: 40 }, board));
  const ports = boards.flatMap(portsOf);
  expect(ports).toHaveLength(40 * PLACES.length);
  expect(new Set(ports).size).toBe(ports.length);
});

test("a place that was closed while another world began is opened again", async () => {
  const first = await board();
  const others = await Promise.all(Array.from({ length: 20 }, board));
  for (const other of others) await other.listen("198.51.100.7", 1, createServer());
  await first.listen("198.51.100.7", 1, createServer());
  expect(first.isListening("198.51.100.7", 1)).toBe(true);
});

test("a port that another program took before the ports were told is replaced", async () => {
  const made = await board();
  const before = made.portOf("198.51.100.7", 2);
  const stranger = createServer();
  onTestFinished(() => void stranger.close());
  await new Promise<void>((resolve) => stranger.listen(before ?? 0, "127.0.0.1", () => resolve()));
  await made.listen("198.51.100.7", 2, createServer());
  const after = made.portOf("198.51.100.7", 2);
  expect(after).not.toBe(before);
  expect(made.connectTo()).toContain(`198.51.100.7:2:127.0.0.1:${String(after)}`);
});
