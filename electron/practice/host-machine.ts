import type { HostSockets } from "./host-sockets.ts";
import type { Tree } from "./host-tree.ts";

/** A practice host: its files, its sockets, its services. Everything that operations look at or change. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  readonly tree: Tree;
  readonly sockets: HostSockets;
  /** Services by the name of their unit, with `.service`. */
  readonly units: ReadonlyMap<string, Unit>;
}

/** What systemd says of a unit. */
export interface UnitState {
  readonly active: string;
  readonly sub: string;
  readonly mainPid: number;
  readonly enabled: boolean;
  readonly canReload: boolean;
  readonly conditionMet: boolean;
}

/** How a command to a unit ended. */
export interface Told {
  readonly accepted: boolean;
  readonly output: string;
}

/** A service of a practice host. */
export interface Unit {
  readonly state: () => UnitState;
  readonly start: () => Promise<Told>;
  readonly stop: () => Promise<Told>;
  readonly reload: () => Promise<Told>;
  /** SIGHUP to the main process. */
  readonly hup: () => Promise<Told>;
  /** The service's own test of its configuration. */
  readonly test: () => { readonly passed: boolean; readonly output: string };
  readonly log: () => string;
}

/** An operation that a host refuses; `code` and `detail` as the scripts of a real host give them. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  readonly detail: string;
  constructor(code: string, detail = "") {
    super(`${code} ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Nothing to say. */
export const ACCEPTED: Told = { accepted: true, output: "" };

/** The unit of a name, with or without `.service`; null where there is none. */
export function unitOf(machine: Machine, name: string): Unit | null {
  return machine.units.get(name.endsWith(".service") ? name : `${name}.service`) ?? null;
}
