import type { ProblemCode } from "../problems/codes.ts";
import type { HostAddresses } from "./addresses.ts";
import type { Steps } from "./ask.ts";
import type { Target } from "./route.ts";

/** A host and port without addresses yet. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Targets with their addresses, in the order in which they are tried. */
export interface FoundTargets {
  readonly targets: readonly Target[];
  /** Life in seconds of the first target's addresses; null for literals and where there are none. */
  readonly ttl: number | null;
  /** Why no target has an address; null where one has. */
  readonly fault: ProblemCode | null;
  readonly untold: boolean;
}

/** Finds the addresses of each target by `addresses`; a target without any stays in the list. */
export function* findTargets(
  wanted: readonly HostPort[],
  fromSrv: boolean,
  addresses: (host: string) => Steps<HostAddresses>,
): Steps<FoundTargets> {
  const found: (HostAddresses & HostPort)[] = [];
  for (const target of wanted) {
    const resolved = target.host === "" ? NOWHERE : yield* addresses(target.host);
    found.push({ ...resolved, ...target });
  }
  const fault = found.some((each) => each.fault === null) ? null : (found[0]?.fault ?? null);
  return {
    targets: found.map(({ host, port, addresses: list }) => ({ host, port, addresses: list })),
    ttl: found[0]?.ttl ?? null,
    fault: fault === "dns-no-address" && fromSrv ? "srv-target-unresolvable" : fault,
    untold: found.some((each) => each.untold),
  };
}

/** The target "." beside others: a host that is none. */
const NOWHERE: HostAddresses = { addresses: [], ttl: null, fault: "dns-no-address", untold: false };
