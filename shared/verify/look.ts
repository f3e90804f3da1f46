import type { Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { ServerName } from "../domain/server-name.ts";
import type { EndpointSeen, Observe } from "../facts/observation.ts";
import type { InboundEra, Route, Target } from "../resolve/route.ts";

/** Everything that a federation check judges: what was seen, and how each era fares with it. */
export interface Look {
  readonly name: ServerName;
  readonly now: Instant;
  /** Answers from memory; what was never asked is untold. */
  readonly observe: Observe;
  readonly routes: { readonly [era in Era]: Route };
  readonly inbound: { readonly [era in Era]: InboundEra };
  /** Eras that must reach the server beside today's; the others are shown and warn at most. */
  readonly audience: readonly Era[];
  /** The user chose the name servers or where to connect, so private addresses are expected. */
  readonly isRerouted: boolean;
}

/** One address of a target, with what answered there. */
export interface EndpointLook {
  readonly target: Target;
  readonly address: string;
  readonly seen: EndpointSeen;
}

/** The era that the verdict speaks of. */
export const TODAY: Era = "1.93";

/** Tells whether today's Synapse reaches the server. */
export function isReached(look: Look): boolean {
  return look.inbound[TODAY].verdict === "reached";
}

/** What was seen at each address of a target, for the SNI and Host of a route; addresses not looked at are left out. */
export function endpointsOf(look: Look, route: Route, target: Target): readonly EndpointLook[] {
  return target.addresses.flatMap((address) => {
    const { sni, hostHeader } = route;
    const seen = look.observe({ ask: "endpoint", address, port: target.port, sni, hostHeader });
    return seen.kind === "endpoint" ? [{ target, address, seen }] : [];
  });
}
