import type { Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { ServerName } from "../domain/server-name.ts";
import type { Observe } from "../facts/observation.ts";
import { driveLive, driveWith, remember, rememberLive, type ObserveLive } from "./drive.ts";
import { outboundEras } from "./outbound.ts";
import { reachAskingFreely } from "./reach.ts";
import type { ErasView, InboundEra } from "./route.ts";

/** How peers of each era reach a server name, as one who answers at once sees it. */
export function inboundEras(name: ServerName, observe: Observe, now: Instant): ErasView["inbound"] {
  const look = remember(observe);
  return byEra((era) => inboundEra(era, name, look, now));
}

/** How peers of one era reach a server name; `look` remembers what it was asked (`remember`). */
export function inboundEra(era: Era, name: ServerName, look: Observe, now: Instant): InboundEra {
  return driveWith(look, reachAskingFreely(era, name, now));
}

/** How peers of each era reach a server name on the live network; the eras are followed side by side. */
export async function inboundErasLive(
  name: ServerName,
  observe: ObserveLive,
  now: Instant,
): Promise<ErasView["inbound"]> {
  const look = rememberLive(observe);
  const follow = (era: Era) => driveLive(look, reachAskingFreely(era, name, now));
  const [legacy, first, checked, today] = await Promise.all([
    follow("0.34"),
    follow("0.99"),
    follow("1.0"),
    follow("1.93"),
  ]);
  return { "0.34": legacy, "0.99": first, "1.0": checked, "1.93": today };
}

/** Both directions; `version` is that of the own Synapse, null where it is not known. */
export function erasView(
  name: ServerName,
  observe: Observe,
  now: Instant,
  version: string | null,
): ErasView {
  return { inbound: inboundEras(name, observe, now), outbound: outboundEras(version) };
}

function byEra<T>(of: (era: Era) => T): { readonly [era in Era]: T } {
  return { "0.34": of("0.34"), "0.99": of("0.99"), "1.0": of("1.0"), "1.93": of("1.93") };
}
