import { coversName } from "../certificates/judge.ts";
import { hostActor } from "./host-actor.ts";
import { proxyHolds } from "./proxy-holds.ts";
import type { Situation } from "./situation.ts";

/** The server that has read the certificate, and the ports at which it serves it. */
export interface Holder {
  readonly service: "synapse" | "nginx";
  readonly ports: readonly number[];
}

/** A certificate of ours on the host, and the port that peers are led to. */
export interface Held {
  readonly path: string;
  readonly names: readonly string[];
  readonly port: number;
}

/**
 * Finds who holds the certificate: Synapse where its configuration names the file and a listener with
 * TLS, else nginx where it serves one of the names, or the port that peers are led to. Null: somebody
 * whom we cannot reload.
 */
export function holderOf(situation: Situation, held: Held): Holder | null {
  const bySynapse = synapsePorts(situation, held);
  if (bySynapse.length > 0) {
    const reachable = hostActor(situation) === "homeport";
    return reachable ? { service: "synapse", ports: bySynapse } : null;
  }
  const byNginx = nginxPorts(situation, held);
  return byNginx.length > 0 ? { service: "nginx", ports: byNginx } : null;
}

function synapsePorts(situation: Situation, { path }: Held): readonly number[] {
  const synapse = situation.input.host?.synapse ?? null;
  if (synapse?.tlsCertificatePath?.startsWith(`${path}/`) !== true) return [];
  return synapse.listeners.filter((each) => each.tls).map((each) => each.port);
}

/** The port that peers are led to where nginx has it; else those of its sites for one of the names. */
function nginxPorts(situation: Situation, { names, port }: Held): readonly number[] {
  const proxy = situation.input.host?.proxy ?? null;
  if (proxy?.kind !== "nginx" || situation.proxy !== "nginx") return [];
  if (proxyHolds(situation, port)) return [port];
  const sites = proxy.serves.filter((each) => each.tls && coversName(names, each.name));
  return [...new Set(sites.map((each) => each.port))];
}
