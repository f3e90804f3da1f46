import { expect, test } from "vitest";
import { ending, filesOf, openBench } from "./bench.ts";

/** Fingerprints that a document tells: what was issued and what is served. */
function fingerprints(document: { readonly [key: string]: unknown }): readonly unknown[] {
  const { fingerprint, servedFingerprint } = {
    fingerprint: null,
    servedFingerprint: null,
    ...(document["certificate"] as object | null),
  };
  return [fingerprint, servedFingerprint];
}

test("a renewal serves a new certificate, and an undo of the name tells each path once", async () => {
  const bench = await openBench();
  const start = filesOf(bench.world);
  const applied = await bench.apply();
  const [first] = fingerprints(applied.document);
  const renewed = await bench.renew();
  const [issued, served] = fingerprints(renewed.document);
  expect([ending(applied), ending(renewed)]).toEqual([
    [0, "kept"],
    [0, "kept"],
  ]);
  expect(issued).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(served).toBe(issued);
  expect(issued).not.toBe(first);

  const undone = await bench.undo();
  const restored = undone.document["restored"] as readonly { readonly path: string }[];
  const paths = restored.map(({ path }) => path);
  expect(ending(undone)).toEqual([0, "undone"]);
  expect(paths).toContain("/etc/homeport/tls/one.example/fullchain.pem");
  expect(paths).toEqual([...new Set(paths)]);
  expect(filesOf(bench.world)).toEqual(start);
});

test("a run that a renewal rests on is not taken back alone", async () => {
  const bench = await openBench();
  const applied = await bench.apply();
  await bench.renew();
  const kept = filesOf(bench.world);
  const undone = await bench.undo({}, String(applied.document["run"]));
  expect(ending(undone)).toEqual([64, null, "undo-not-possible"]);
  expect(filesOf(bench.world)).toEqual(kept);
});
