import type { Instant } from "../domain/instant.ts";
import type { ServerName } from "../domain/server-name.ts";
import type { Observe } from "../facts/observation.ts";
import { remembers } from "./drive.ts";
import { inboundEras } from "./eras.ts";
import type { ErasView } from "./route.ts";

type Inbound = ErasView["inbound"];

/** What was found through a look that remembers, and so can answer no other way; it goes with the look. */
const FOUND = new WeakMap<Observe, Map<string, Inbound>>();

/**
 * How peers of each era reach a server name once `changes` are made to the world that `look` sees;
 * `changed` looks at it then. The same changes to the same look are followed once. `changes` is the
 * text of all that `changed` depends on besides the look; "" for none.
 */
export function inboundOnce(
  name: ServerName,
  look: Observe,
  now: Instant,
  changes = "",
  changed: () => Observe = () => look,
): Inbound {
  if (!remembers(look)) return inboundEras(name, changed(), now);
  const found = FOUND.get(look) ?? new Map<string, Inbound>();
  FOUND.set(look, found);
  const key = `${name.text} ${now} ${changes}`;
  const inbound = found.get(key) ?? inboundEras(name, changed(), now);
  found.set(key, inbound);
  return inbound;
}
