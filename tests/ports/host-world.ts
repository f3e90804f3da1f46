import type { HostConnection } from "../../electron/engine/host-operations.ts";

/** What a test puts on a host before it looks. Folders above are made as needed, root's and 0755. */
export type HostThing =
  | {
      readonly kind: "file";
      readonly content: string;
      readonly mode: string;
      readonly owner: string;
    }
  | { readonly kind: "folder"; readonly mode: string; readonly owner: string }
  | { readonly kind: "link"; readonly to: string; readonly owner: string };

/**
 * A host that the conformance suite runs against: practice's or a real sshd's. It has the users `root`
 * and `daemon`, an empty `/srv`, and no `/etc/homeport` or `/var/lib/homeport` before the first test.
 */
export interface HostWorld {
  connect(): Promise<HostConnection>;
  put(path: string, thing: HostThing): Promise<void>;
  /** Ends every connection as a cut link does, without a word. */
  cut(): Promise<void>;
  /** Port 80 of the host is free, so that a responder can be tried. */
  readonly hasPort80: boolean;
  close(): Promise<void>;
}

/** What the parts of the suite are given: a world and one login to it. */
export interface SuiteHost {
  readonly world: () => HostWorld;
  readonly host: () => HostConnection;
}
