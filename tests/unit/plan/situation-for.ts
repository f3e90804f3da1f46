import type { Answers } from "../../../shared/answers/answers.ts";
import type { PlanInput } from "../../../shared/plan/plan.ts";
import { situationOf, type Situation } from "../../../shared/plan/situation.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { inputOf } from "./world-plan.ts";

/** Addresses that the worlds of these tests share: the server's, and those of somebody else. */
export const OWN = "198.51.100.7";
export const WEB = "198.51.100.80";

/** A server of today from a package, on a machine of its own. */
export const SERVER = {
  name: "example.com",
  version: "1.160.0",
  install: "debian",
  addresses: [OWN],
};

/** A website that others believe, and one with a `.well-known` file on it. */
export const WEBSITE = { certificate: { names: ["example.com"], issuer: "public" } };
export function fileTo(target: unknown): object {
  return { ...WEBSITE, "/.well-known/matrix/server": { json: { "m.server": target } } };
}

/** What a plan starts from, for a world with the usual server in it. */
export function situationFor(
  world: object,
  answers: Answers = {},
  changes: Partial<PlanInput> = {},
): Situation {
  return situationOf({ ...inputOf({ format: 1, server: SERVER, ...world }, answers), ...changes });
}

/** A way to lead peers by SRV records or a written file, to be judged by itself. */
export function wayTo(
  method: "well-known" | "srv",
  name: string,
  port: number,
  changes: Partial<Way> = {},
): Way {
  return {
    method,
    delegatedName: name,
    connectHost: name,
    port,
    certificateName: method === "srv" ? "example.com" : name,
    hostHeader: method === "srv" ? "example.com" : `${name}:${port}`,
    file: method === "srv" ? "left" : "written",
    moves: "elsewhere",
    strict: false,
    ...changes,
  };
}
