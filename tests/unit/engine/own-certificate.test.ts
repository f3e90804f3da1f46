import { describe, expect, test } from "vitest";
import { ending, filesOf, hurried, openBench, runOf, type Bench } from "./bench.ts";

const FOLDER = "/etc/homeport/tls/one.example";
const CONFIG = "one.example:/etc/matrix-synapse/conf.d/zz-homeport.yaml";
const OWN = { certificate: "own" } as const;

describe("a certificate of one's own", () => {
  test("is waited for before anything names its files, and the run goes on once they are there", async () => {
    const bench = await openBench();
    const files = await issueElsewhere(bench);
    const waiting = await bench.apply({ answers: OWN });
    expect(ending(waiting)).toEqual([4, "waiting", "waiting-for-person"]);
    expect(waiting.document["waiting"]).toMatchObject({ who: "you", step: "certificate" });
    expect(waiting.problems[0]?.data).toMatchObject({ what: `${FOLDER}/fullchain.pem` });
    expect(Object.keys(filesOf(bench.world))).not.toContain(CONFIG);

    put(bench, { "fullchain.pem": files["fullchain.pem"] ?? "" });
    const half = await bench.resume();
    expect(ending(half)).toEqual([4, "waiting", "waiting-for-person"]);
    expect(half.problems[0]?.data).toMatchObject({ what: `${FOLDER}/privkey.pem` });

    put(bench, files);
    const ended = await bench.resume();
    expect([ending(ended), runOf(ended)]).toEqual([[0, "kept"], runOf(waiting)]);
    expect(ended.document["certificate"]).toMatchObject({ fingerprint: null });
    expect(ended.document["report"]).toMatchObject({ verdict: "good" });
    expect(Object.keys(filesOf(bench.world))).toContain(CONFIG);
  });
});

describe("a plan without a login", () => {
  test("waits with the first thing to do until others reach the server", async () => {
    const bench = await openBench();
    const waiting = await bench.apply({ withHost: false });
    expect(ending(waiting)).toEqual([4, "waiting", "waiting-for-person"]);
    const again = await bench.resume();
    expect([ending(again), runOf(again)]).toEqual([
      [4, "waiting", "waiting-for-person"],
      runOf(waiting),
    ]);
    const done = (await bench.ports().store.journal(runOf(waiting))).filter(
      (line) => (line as { readonly event: string }).event === "done",
    );
    expect(done).toEqual([]);
  });

  test("is kept once the person has done all of it", async () => {
    const bench = await openBench();
    const waiting = await bench.apply({ withHost: false });
    const person = await openBench();
    const byHand = await bench.apply({}, { store: person.ports().store });
    expect(ending(byHand)).toEqual([0, "kept"]);
    const ended = await bench.resume({ run: runOf(waiting) }, { clock: hurried() });
    expect(ending(ended)).toEqual([0, "kept"]);
  });
});

/** Gets a certificate by another run, which is taken back, and keeps its files. */
async function issueElsewhere(bench: Bench): Promise<Readonly<Record<string, string>>> {
  await bench.apply();
  const tree = bench.world.hosts.get("one.example")?.machine.tree;
  const names = ["fullchain.pem", "privkey.pem"];
  const kept = names.map((name) => [name, tree?.file(`${FOLDER}/${name}`)?.content ?? ""] as const);
  await bench.undo();
  return Object.fromEntries(kept);
}

function put(bench: Bench, files: Readonly<Record<string, string>>): void {
  const tree = bench.world.hosts.get("one.example")?.machine.tree;
  for (const [name, content] of Object.entries(files)) tree?.seed(`${FOLDER}/${name}`, content);
}
