import type { Answers } from "../../../shared/answers/answers.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { HostSeen, ProxySeen, SynapseSeen } from "../../../shared/facts/host-seen.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Plan, PlanInput, Refusal } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { inputOf } from "./world-plan.ts";

/** A world, what was answered, and the machine where a login has seen it. */
export interface PlanVector {
  readonly id: string;
  readonly world: object;
  readonly answers?: Answers | undefined;
  /** How the machine differs from a fresh Debian with Synapse; null: no login; absent: as `server` says. */
  readonly host?: HostChanges | null | undefined;
  /** The root of the website, where there is a login to its machine. */
  readonly webRoot?: string | undefined;
  /** The challenges that can be answered; absent: both. */
  readonly challenges?: readonly ("http-01" | "dns-01")[] | undefined;
}

/** Differences from a fresh Debian; `proxy` absent: no web server, else one that differs so from nginx. */
export interface HostChanges extends Omit<Partial<HostSeen>, "synapse" | "proxy"> {
  readonly synapse?: Partial<SynapseSeen> | null;
  readonly proxy?: Partial<ProxySeen>;
}

/** The plan or refusal of a vector. */
export function planned(vector: PlanVector): Result<Plan, Refusal> {
  const { host, webRoot, challenges } = vector;
  const input = inputOf(vector.world, vector.answers);
  return makePlan({
    ...input,
    ...(host === undefined ? {} : { host: host && hostWith(host) }),
    ...(webRoot === undefined ? {} : { web: webWith(webRoot) }),
    control: { ...input.control, ...(challenges === undefined ? {} : { challenges }) },
  });
}

function webWith(root: string): PlanInput["web"] {
  return { addresses: [], hostKey: "SHA256:B", root, wellKnownServer: null, wellKnownClient: null };
}

function hostWith({ synapse, proxy, ...rest }: HostChanges): HostSeen {
  return debianHost({
    ...rest,
    synapse: synapse === null ? null : freshSynapse(synapse),
    proxy: proxy === undefined ? null : { ...debianNginx(), ...proxy },
  });
}
