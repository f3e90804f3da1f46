import type { Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { ServerName } from "../domain/server-name.ts";
import type { Observe } from "../facts/observation.ts";
import { driveWith, remember } from "../resolve/drive.ts";
import { inboundEras } from "../resolve/eras.ts";
import { resolve } from "../resolve/resolve.ts";
import type { Look } from "./look.ts";

/** What a look needs beside the answers. */
export interface LookOptions {
  readonly now: Instant;
  readonly audience: readonly Era[];
  readonly isRerouted: boolean;
}

/** Follows every era over answers that are there at once: a world, recorded facts, or the live network's, once asked. */
export function lookAt(name: ServerName, answers: Observe, options: LookOptions): Look {
  const observe = remember(answers);
  const { now } = options;
  const route = (era: Era) => driveWith(observe, resolve(era, name, now));
  return {
    ...options,
    name,
    observe,
    routes: {
      "0.34": route("0.34"),
      "0.99": route("0.99"),
      "1.0": route("1.0"),
      "1.93": route("1.93"),
    },
    inbound: inboundEras(name, observe, now),
  };
}
