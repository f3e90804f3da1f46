import { describe, expect, test } from "vitest";
import { ending, filesOf, hurried, openBench, runOf } from "./bench.ts";

const KEEP = "/var/lib/homeport/runs";

describe("a run and its machine", () => {
  test("resume does not touch another machine in its name", async () => {
    const begun = await openBench();
    const other = await openBench("a", { seed: "another" });
    const before = other.world.save();
    const stopped = await begun.apply({ stopAfter: "server-name" });
    const run = runOf(stopped);
    const ended = await begun.resume({ run }, { hosts: other.ports().hosts });
    expect(ending(stopped)).toEqual([4, "waiting"]);
    expect(ending(ended)).toEqual([77, null, "host-key-changed"]);
    expect(other.world.save()).toEqual(before);
  });

  test("undo does not touch another machine in its name, and works on the right one after", async () => {
    const begun = await openBench();
    const start = filesOf(begun.world);
    const other = await openBench("a", { seed: "another" });
    const before = other.world.save();
    await begun.apply({ stopAfter: "server-name" });
    const ended = await begun.undo({ hosts: other.ports().hosts });
    expect(ending(ended)).toEqual([77, null, "host-key-changed"]);
    expect(other.world.save()).toEqual(before);
    const undone = await begun.undo();
    expect(ending(undone)).toEqual([0, "undone"]);
    expect(filesOf(begun.world)).toEqual(start);
  });

  test("an undo is unknown where the machine has lost what was there before", async () => {
    const bench = await openBench();
    const run = runOf(await bench.apply({ stopAfter: "server-name" }));
    const tree = bench.world.hosts.get("one.example")?.machine.tree;
    const kept = Object.keys(tree?.dump() ?? {}).filter((path) =>
      path.startsWith(`${KEEP}/${run}`),
    );
    for (const path of kept.toReversed()) tree?.remove(path);
    expect(kept.length).toBeGreaterThan(0);
    const ended = await bench.undo();
    expect(ending(ended)).toEqual([2, "unknown", "undo-not-possible"]);
    expect(tree?.file("/etc/matrix-synapse/conf.d/server_name.yaml")).not.toBeNull();
  });

  test("an undo is unknown where one backup alone is gone", async () => {
    const bench = await openBench();
    const run = runOf(await bench.apply({ stopAfter: "server-name" }));
    const tree = bench.world.hosts.get("one.example")?.machine.tree;
    const backups = `${KEEP}/${run}/backup`;
    for (const name of tree?.list(backups) ?? []) tree?.remove(`${backups}/${name}`);
    const ended = await bench.undo();
    expect(ending(ended)).toEqual([2, "unknown", "undo-not-possible"]);
  });
});

describe("the certificate of a run", () => {
  test("that the reload does not take is not kept", async () => {
    const bench = await openBench();
    const start = filesOf(bench.world);
    const clock = hurried();
    expect(ending(await bench.apply())).toEqual([0, "kept"]);
    const unit = bench.world.hosts.get("one.example")?.machine.units.get("matrix-synapse.service");
    if (unit === undefined) throw new Error("no Synapse");
    const served = filesOf(bench.world);
    // The service says that it has reloaded and goes on with what it has in memory.
    const deaf = () => Promise.resolve({ accepted: true, output: "" });
    Object.assign(unit, { hup: deaf, reload: deaf, stop: deaf, start: deaf });
    const renewed = await bench.renew({ clock });
    expect(ending(renewed)).toEqual([3, "undone", "certificate-not-served"]);
    expect(filesOf(bench.world)).toEqual(served);
    expect(served).not.toEqual(start);
  });
});
