import { asAnswerTo } from "../facts/answers-to.ts";
import type { CertificateSeen, ObservationOf, Observe, Query } from "../facts/observation.ts";
import { endpointKey, worldName } from "../facts/world-keys.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { World } from "../facts/world-types.ts";
import type { FileToWrite } from "../plan/plan.ts";

/** A modelled world with what a world file has no room for: the host's disk, and several sites on one port. */
export interface ProofState {
  readonly world: World;
  /** Certificates on the host by folder. */
  readonly disk: { readonly [folder: string]: CertificateSeen };
  /** Files of the plan on the host by path; read by their service when it is controlled. */
  readonly files: { readonly [path: string]: FileToWrite };
  /** Further sites of the proxy on a port that answered before, by `endpointKey`; SNI chooses. */
  readonly sites: { readonly [key: string]: readonly ProxySiteMade[] };
}

/** One site of the proxy on a port it shares. */
export interface ProxySiteMade {
  readonly names: readonly string[];
  readonly certificate: CertificateSeen;
  /** The homeserver is behind it. */
  readonly homeserver: boolean;
}

/** The state before the first step. */
export function beginState(world: World): ProofState {
  return { world, disk: {}, files: {}, sites: {} };
}

/** Looks at a state as a peer does. */
export function observeState(state: ProofState): Observe {
  const observe = observeWorld(state.world);
  if (Object.keys(state.sites).length === 0) return observe;
  return <Q extends Query>(query: Q) => {
    const seen = observe(query);
    if (query.ask !== "endpoint" || query.sni === null || seen.kind !== "endpoint") return seen;
    return asAnswerTo(query, throughSite(state, query.address, query.port, query.sni, seen));
  };
}

function throughSite(
  state: ProofState,
  address: string,
  port: number,
  sni: string,
  seen: ObservationOf["endpoint"],
): ObservationOf["endpoint"] {
  const made = (state.sites[endpointKey(address, port)] ?? []).findLast((each) =>
    each.names.includes(worldName(sni)),
  );
  if (made === undefined || seen.tcp !== "open" || seen.tls?.spoken !== true) return seen;
  const { world } = state;
  const bare = observeWorld({
    ...world,
    endpoints: {
      [endpointKey(address, port)]: {
        open: true,
        silent: false,
        tls: seen.tls.versions,
        certificate: made.certificate,
        serverName: made.homeserver ? (world.server?.name ?? null) : null,
      },
    },
  });
  const answer = bare({ ask: "endpoint", address, port, sni, hostHeader: sni });
  return answer.kind === "endpoint" ? answer : seen;
}
