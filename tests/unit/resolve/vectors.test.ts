import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ERAS } from "../../../shared/domain/era.ts";
import { driveWith } from "../../../shared/resolve/drive.ts";
import { reach } from "../../../shared/resolve/reach.ts";
import { nameOf, spyOn, worldOf } from "./world-for-test.ts";

const vectorFile = z.strictObject({
  source: z.string(),
  excluded: z.array(z.strictObject({ cases: z.string(), reason: z.string() })),
  cases: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      world: z.unknown(),
      /** Part of the JSON of each era. */
      expect: z.partialRecord(z.enum(ERAS), z.record(z.string(), z.unknown())),
      /** Questions (as `queryKey` prints them) that must be asked by each era that is expected. */
      asks: z.array(z.string()).optional(),
      /** Beginnings of questions that none of them may ask. */
      never: z.array(z.string()).optional(),
    }),
  ),
});

const FILES = [
  "synapse-agent",
  "srv-resolver",
  "gomatrixserverlib",
  "resolvematrix",
  "well-known",
  "srv",
  "endpoints",
  "faq",
] as const;

describe.each(FILES)("vectors of %s", (file) => {
  const { cases } = vectorFile.parse(readVectors(file));

  test.each(cases)("$id ($name)", (vector) => {
    const world = worldOf(vector.world);
    const name = nameOf(vector.name);
    for (const era of ERAS.filter((each) => vector.expect[each] !== undefined)) {
      const { observe, asked } = spyOn(world);
      const inbound = driveWith(observe, reach(era, name, world.now ?? 0));
      expect({ era, ...inbound }).toMatchObject({ era, ...vector.expect[era] });
      expect(asked).toEqual(expect.arrayContaining(vector.asks ?? []));
      const forbidden = (vector.never ?? []).flatMap((beginning) =>
        asked.filter((key) => key === beginning || key.startsWith(`${beginning} `)),
      );
      expect(forbidden).toEqual([]);
      expect(new Set(asked).size).toBe(asked.length);
    }
  });
});

test("each vector has a name of its own", () => {
  const ids = FILES.flatMap((file) =>
    vectorFile.parse(readVectors(file)).cases.map(({ id }) => id),
  );
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.length).toBeGreaterThan(120);
});

function readVectors(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../vectors/${file}.json`, import.meta.url), "utf8"));
}
