import { describe, expect, test } from "vitest";
import { DIMENSION_ORDER, DIMENSIONS, valuesOf } from "../../../shared/prove/dimensions.ts";
import { EXCLUSION_RULES, excludedBy } from "../../../shared/prove/exclusion-rules.ts";
import { samplePoints } from "../../../shared/prove/far-sample.ts";
import { hashText } from "../../../shared/prove/hash-text.ts";
import { walkSpace } from "../../../shared/prove/walk-space.ts";
import { choiceWith } from "./hand-made.ts";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { caseMaker, worldJsonOf } from "../../../shared/prove/world-of-choice.ts";

describe("the walk over the modelled space", () => {
  const seen = new Map<string, Set<string>>(
    DIMENSION_ORDER.map((each) => [each, new Set<string>()]),
  );
  const wrong: string[] = [];
  const count = walkSpace((choice) => {
    for (const dimension of DIMENSION_ORDER) seen.get(dimension)?.add(choice[dimension]);
    const rule = excludedBy(choice);
    if (rule !== null) wrong.push(rule.name);
  });

  test("meets at least 100 000 points, every value of every dimension among them", () => {
    expect(count.walked).toBeGreaterThanOrEqual(100_000);
    const values = DIMENSION_ORDER.map((each) => [each, [...(seen.get(each) ?? [])].toSorted()]);
    expect(values).toEqual(DIMENSION_ORDER.map((each) => [each, valuesOf(each).toSorted()]));
  });

  test("meets no point that a rule leaves out", () => {
    expect(wrong).toEqual([]);
  });

  test("accounts for every point of the product", () => {
    const excluded = Object.values(count.excluded).reduce((sum, each) => sum + each, 0);
    expect(excluded + count.walked).toBe(count.product);
    expect(count.product).toBe(
      DIMENSION_ORDER.reduce((product, each) => product * Object.keys(DIMENSIONS[each]).length, 1),
    );
  });

  test("names only rules that are written down", () => {
    const names = new Set(EXCLUSION_RULES.map((rule) => rule.name));
    expect(Object.keys(count.excluded).filter((name) => !names.has(name))).toEqual([]);
  });
});

test("worlds of different points differ", () => {
  const caseOf = caseMaker();
  const points = [...samplePoints(7, 300, false)];
  const names = new Set(points.map((point) => JSON.stringify(point)));
  expect(new Set(points.map((point) => hashText(caseOf(point).text))).size).toBe(names.size);
});

test("a world that is put together from entries read before is that of its whole file, in its order", () => {
  const caseOf = caseMaker();
  const points = [...samplePoints(11, 300, true)];
  const told = (world: unknown) => JSON.stringify(world, undefined, 1);
  const other = points.filter((point) => {
    const whole = parseWorld(worldJsonOf(point));
    const { now, dns, https, endpoints, server, control } = caseOf(point).subject.world;
    const made = { now, server, control, dns, https, endpoints };
    return !whole.ok || told(made) !== told(whole.value);
  });
  expect(other).toEqual([]);
});

test("a sample with the same seed is the same", () => {
  expect([...samplePoints(3, 50, true)]).toEqual([...samplePoints(3, 50, true)]);
});

test("a case that shares its network with the one before still has its own control and server", () => {
  const caseOf = caseMaker();
  caseOf(choiceWith({ points: "elsewhere" }));
  const { world } = caseOf(
    choiceWith({ points: "elsewhere", dns: "nobody", proxy: "nginx" }),
  ).subject;
  expect([world.control.dns, world.server?.proxy]).toEqual(["nobody", "nginx"]);
});
