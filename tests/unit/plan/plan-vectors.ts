import type { Answers } from "../../../shared/answers/answers.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { HostSeen, ProxySeen, SynapseSeen } from "../../../shared/facts/host-seen.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Plan, Refusal } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { inputOf } from "./world-plan.ts";

/** A world, what was answered, and the machine where a login has seen it. */
export interface PlanVector {
  readonly id: string;
  readonly world: object;
  readonly answers?: Answers | undefined;
  /** How the machine differs from a fresh Debian with Synapse; absent: as the world's `server` says. */
  readonly host?: HostChanges | undefined;
}

/** Differences from a fresh Debian; `proxy` absent: no web server, else one that differs so from nginx. */
export interface HostChanges extends Omit<Partial<HostSeen>, "synapse" | "proxy"> {
  readonly synapse?: Partial<SynapseSeen>;
  readonly proxy?: Partial<ProxySeen>;
}

/** The plan or refusal of a vector. */
export function planned({ world, answers = {}, host }: PlanVector): Result<Plan, Refusal> {
  const input = inputOf(world, answers);
  return makePlan(host === undefined ? input : { ...input, host: hostWith(host) });
}

function hostWith({ synapse, proxy, ...rest }: HostChanges): HostSeen {
  return debianHost({
    ...rest,
    synapse: freshSynapse(synapse),
    proxy: proxy === undefined ? null : { ...debianNginx(), ...proxy },
  });
}
