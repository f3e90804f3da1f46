import { traitsOf } from "../domain/era.ts";
import { hostKind } from "../domain/server-name.ts";
import { certificateFault } from "../certificates/judge.ts";
import type { CertificateSeen, EndpointSeen } from "../facts/observation.ts";
import type { PlanInput } from "./plan.ts";

/** What an address and port are for a plan: whose homeserver answers, what would be in the way. */
export interface PortAt {
  readonly state: "homeserver" | "other" | "plain" | "closed" | "silent" | "unknown";
  readonly certificate: CertificateSeen | null;
}

/** How peers introduce themselves: the name they expect, and their `Host` header. */
export interface Greeting {
  readonly certificateName: string;
  readonly hostHeader: string;
}

/**
 * Looks at ADDRESS:PORT the way a peer does. `plain` is TCP without TLS and without a homeserver:
 * something may be put there; `other` is somebody else's service.
 */
export function portAt(
  input: PlanInput,
  address: string,
  port: number,
  greeting: Greeting,
): PortAt {
  const { certificateName, hostHeader } = greeting;
  const sni = hostKind(certificateName) === "dns" ? certificateName : null;
  const seen = input.observe({ ask: "endpoint", address, port, sni, hostHeader });
  if (seen.kind === "untold") return { state: "unknown", certificate: null };
  return {
    state: stateOf(input, seen),
    certificate: seen.tls?.spoken ? seen.tls.certificate : null,
  };
}

/** Tells whether every peer that checks, of whatever era, takes this certificate for `name`. */
export function certificateGood(
  input: PlanInput,
  certificate: CertificateSeen | null,
  name: string,
): boolean {
  if (certificate === null) return false;
  return certificateFault(certificate, name, traitsOf("1.93"), input.now) === null;
}

function stateOf(input: PlanInput, seen: EndpointSeen): PortAt["state"] {
  switch (seen.tcp) {
    case "refused":
    case "unreachable":
      return "closed";
    case "timeout":
      return "silent";
    case "untold":
      return "unknown";
    case "open":
      break;
  }
  if (seen.tls === null || !seen.tls.spoken) return "plain";
  return seen.http?.serverName === input.name.text ? "homeserver" : "other";
}
