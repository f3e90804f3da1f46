import type { Era } from "../domain/era.ts";
import type { ProblemCode } from "../problems/codes.ts";
import type { ErasView } from "../resolve/route.ts";

/** Where others are stopped on their way, by what is broken there; words under `reasons.faq-broken-`. */
export type Obstacle = "lookup" | "address" | "file" | "port" | "certificate" | "answer";

const BEGINNINGS: readonly (readonly [Obstacle, RegExp])[] = [
  ["lookup", /^(?:dns|srv)-lookup-/],
  ["address", /^(?:dns|srv|private)-/],
  ["file", /^well-known-/],
  ["port", /^(?:port-|ipv|response-timeout)/],
  ["certificate", /^(?:cert|tls)/],
];

/** What stops the newest of some eras that does not get through; null where all do. */
export function obstacleOf(now: ErasView, eras: readonly Era[]): Obstacle | null {
  const stopped = eras.toReversed().find((era) => now.inbound[era].verdict !== "reached");
  return stopped === undefined ? null : kindOf(now.inbound[stopped].why);
}

function kindOf(why: ProblemCode | null): Obstacle {
  if (why === null) return "port";
  return BEGINNINGS.find(([, form]) => form.test(why))?.[0] ?? "answer";
}
