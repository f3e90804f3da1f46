import { describe, expect, test } from "vitest";
import type { Clock } from "../../../electron/engine/ports.ts";
import { PLACES } from "../../../electron/practice/world-zones.ts";
import { ending, hurried, openBench, runOf, type Bench } from "./bench.ts";

const ADDRESS = { name: "fed.two.example", type: "A", ttl: 300, data: PLACES.two } as const;
const FILE = "/var/www/html/.well-known/matrix";

describe("a run that waits", () => {
  test("for the address of its delegated name goes on once it is there", async () => {
    const bench = await openBench("b");
    const answers = { delegatedName: ADDRESS.name };
    const waiting = await bench.apply({ answers });
    expect(ending(waiting)).toEqual([4, "waiting", "waiting-for-person"]);
    expect(waiting.document["waiting"]).toMatchObject({
      record: {
        name: ADDRESS.name,
        type: "A",
        value: PLACES.two,
      },
    });
    bench.world.zones.put(ADDRESS);
    const cached = await bench.apply({ answers });
    expect([ending(cached), runOf(cached)]).toEqual([
      [4, "waiting", "waiting-for-cache"],
      runOf(waiting),
    ]);
    const ended = await bench.apply({ answers, waitSeconds: 100_000 }, { clock: hurried() });
    expect([ending(ended), runOf(ended)]).toEqual([[0, "kept"], runOf(waiting)]);
    expect(ended.document["report"]).toMatchObject({ verdict: "good" });
  });

  test("for a file sees it appear within the time that was asked for", async () => {
    const bench = await openBench("b");
    const answers = { web: "other" } as const;
    const waiting = await bench.apply({ answers });
    expect(ending(waiting)).toEqual([4, "waiting", "waiting-for-person"]);
    const files = publishedOf(waiting.document["waiting"]);
    expect(files.map(({ url }) => url)).toContain("https://two.example/.well-known/matrix/server");
    // Somebody else puts the files there while we wait.
    const clock = andThen(() => publish(bench, files));
    const ended = await bench.apply({ answers, waitSeconds: 60 }, { clock });
    expect([ending(ended), runOf(ended)]).toEqual([[0, "kept"], runOf(waiting)]);
  });

  test("for a person does not go on under other answers", async () => {
    const bench = await openBench("b");
    const waiting = await bench.apply({ answers: { web: "other" } });
    const changed = await bench.apply({ answers: { web: "nobody" } });
    expect(ending(waiting)).toEqual([4, "waiting", "waiting-for-person"]);
    expect([changed.exit, changed.problems.map(({ code }) => code)]).toEqual([
      77,
      ["plan-changed"],
    ]);
    expect(changed.problems[0]?.data).toMatchObject({ run: runOf(waiting), name: "two.example" });
    expect(await bench.ports().store.runs()).toEqual([runOf(waiting)]);
  });
});

interface Published {
  readonly url: string;
  readonly content: string;
}

function publishedOf(waiting: unknown): readonly Published[] {
  return (waiting as { readonly files: readonly Published[] }).files;
}

function publish(bench: Bench, files: readonly Published[]): void {
  const tree = bench.world.hosts.get("two.example")?.machine.tree;
  for (const { url, content } of files) tree?.seed(`${FILE}/${url.split("/").at(-1)}`, content);
}

/** The real time; `act` happens instead of the first wait, and later waits are short. */
function andThen(act: () => void): Clock {
  let hasActed = false;
  return {
    now: () => Date.now(),
    sleep: () => {
      if (!hasActed) act();
      hasActed = true;
      return new Promise((resolve) => void setTimeout(resolve, 50));
    },
  };
}
