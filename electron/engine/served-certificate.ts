import type { CertificateSeen } from "../../shared/facts/observation.ts";
import { formatHostPort, hostKind } from "../../shared/domain/server-name.ts";
import type { Delegation } from "../../shared/plan/plan.ts";
import type { Network } from "./ports.ts";

/** Reads back from the network which certificate is served where peers are led; null where none is. */
export async function servedAt(
  network: Network,
  delegation: Delegation,
): Promise<CertificateSeen | null> {
  const { delegatedName, port } = delegation;
  const literal = hostKind(delegatedName) !== "dns";
  const address = literal ? delegatedName : await firstAddress(network, delegatedName);
  if (address === null) return null;
  const seen = await network.observe({
    ask: "endpoint",
    address,
    port,
    sni: literal ? null : delegatedName,
    hostHeader: formatHostPort(delegatedName, port),
  });
  return seen.tls?.spoken === true ? seen.tls.certificate : null;
}

async function firstAddress(network: Network, host: string): Promise<string | null> {
  const seen = await network.observe({ ask: "addresses", host });
  return [...seen.a.records, ...seen.aaaa.records][0] ?? null;
}
