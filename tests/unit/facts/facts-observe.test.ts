import { expect, test } from "vitest";
import type { Fact, Facts } from "../../../shared/facts/facts.ts";
import { observeFacts } from "../../../shared/facts/facts-observe.ts";
import {
  queryKey,
  UNTOLD,
  type Observation,
  type Query,
} from "../../../shared/facts/observation.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { inboundEras } from "../../../shared/resolve/eras.ts";
import { nameOf, worldOf } from "../resolve/world-for-test.ts";

const AT = "2026-11-23T00:00:00Z";
const WORLD = worldOf({
  server: { name: "example.com" },
  dns: { "example.com": { A: ["192.0.2.7"] } },
  endpoints: { "192.0.2.7:8448": { certificate: { names: ["example.com"] } } },
});

const ADDRESSES: Query = { ask: "addresses", host: "Example.com" };

function factsOf(observations: Facts["observations"]): Facts {
  return { format: 1, serverName: "example.com", at: AT, observations, host: null, web: null };
}

function seen(value: Observation): Fact<Observation> {
  return { known: true, value, seenFrom: "desktop", at: AT, by: "test" };
}

test("facts that were taken down in a world replay the world", () => {
  const name = nameOf("example.com");
  const look = observeWorld(WORLD);
  const taken: { [key: string]: Fact<Observation> } = {};
  const live = inboundEras(
    name,
    (query) => {
      const answer = look(query);
      if (answer.kind !== "untold") taken[queryKey(query)] = seen(answer);
      return answer;
    },
    0,
  );
  expect(inboundEras(name, observeFacts(factsOf(taken)), 0)).toEqual(live);
  expect(live["1.93"].verdict).toBe("reached");
});

test("what was never asked, could not be seen, or is of another kind is untold", () => {
  const key = queryKey(ADDRESSES);
  const srv: Observation = { kind: "srv", rcode: "NXDOMAIN", records: [], ttl: 0 };
  expect(observeFacts(factsOf({}))(ADDRESSES)).toBe(UNTOLD);
  expect(observeFacts(factsOf({ [key]: { known: false, why: problem("bug") } }))(ADDRESSES)).toBe(
    UNTOLD,
  );
  expect(observeFacts(factsOf({ [key]: seen(srv) }))(ADDRESSES)).toBe(UNTOLD);
  expect(observeFacts(factsOf({}))({ ask: "addresses", host: "__proto__" })).toBe(UNTOLD);
});
