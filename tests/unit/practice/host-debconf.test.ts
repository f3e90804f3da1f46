import { expect, test } from "vitest";
import {
  debconfName,
  debconfText,
  setDebconfName,
} from "../../../electron/practice/host-debconf.ts";
import { createTree } from "../../../electron/practice/host-tree.ts";
import type { Machine } from "../../../electron/practice/host-machine.ts";

const DATABASE = "/var/cache/debconf/config.dat";

function machineWith(text: string): Machine {
  const tree = createTree();
  tree.seed(DATABASE, text);
  return { name: "one", address: "198.51.100.7", tree, sockets: never(), units: new Map() };
}

function never(): Machine["sockets"] {
  const refuse = (): never => {
    throw new Error("debconf opens no socket");
  };
  return { open: refuse, close: refuse, closeAllOf: refuse, list: refuse, localPort: refuse };
}

test.each([
  ["no answer", debconfText(null)],
  ["no answer that was asked for", debconfText(null, true)],
  ["an answer", debconfText("old.example")],
  ["an answer that was not asked for", debconfText("old.example", false)],
])("a practice host with %s in debconf has the same after an undo", (_, text) => {
  const machine = machineWith(text);
  const { before } = setDebconfName(machine, { run: "r-1", serverName: "new.example" });
  expect(machine.tree.file(DATABASE)?.content).toBe(debconfText("new.example", true));
  expect(debconfName(machine)).toBe("new.example");
  setDebconfName(machine, { run: "r-1", serverName: before });
  expect(machine.tree.file(DATABASE)?.content).toBe(text);
});
