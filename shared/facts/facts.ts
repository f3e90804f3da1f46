import type { IsoInstant } from "../domain/instant.ts";
import type { Problem, Vantage } from "../problems/problem.ts";
import type { HostSeen } from "./host-seen.ts";
import type { Observation } from "./observation.ts";

/** Something that was looked at: what was seen, from where, when and by what; or why it could not be seen. */
export type Fact<T> =
  | {
      readonly known: true;
      readonly value: T;
      readonly seenFrom: Vantage;
      readonly at: IsoInstant;
      readonly by: string;
    }
  | { readonly known: false; readonly why: Problem };

/**
 * Everything seen of one server name: the answers of the network by `queryKey`, and the host.
 * `look --out` writes it, `plan --facts` replays it; nothing in it is a secret.
 */
export interface Facts {
  readonly format: 1;
  readonly serverName: string;
  readonly at: IsoInstant;
  readonly observations: { readonly [key: string]: Fact<Observation> };
  readonly host: Fact<HostSeen> | null;
  /** The second machine, where the matrix domain's website is under our hands. */
  readonly web: Fact<WebHostSeen> | null;
}

/** The website's machine as far as a plan needs it. */
export interface WebHostSeen {
  readonly addresses: readonly string[];
  readonly hostKey: string;
  /** How the login becomes root; absent: not looked at. */
  readonly sudo?: HostSeen["sudo"];
  /** Folder that the site serves its files from. */
  readonly root: string;
  /** The two files under `ROOT/.well-known/matrix/`, null where absent. */
  readonly wellKnownServer: string | null;
  readonly wellKnownClient: string | null;
}
