import type { Lab } from "../lab.ts";
import type { Machine } from "../machine.ts";
import type { Report } from "../report.ts";

/** What every journey is given. The two machines live as long as the lab; a journey makes its own host. */
export interface Context {
  readonly lab: Lab;
  readonly report: Report;
  readonly second: Machine;
  readonly website: Machine;
}

/** A story played on real parts. */
export interface Journey {
  readonly id: string;
  readonly title: string;
  readonly run: (context: Context) => Promise<void>;
}
