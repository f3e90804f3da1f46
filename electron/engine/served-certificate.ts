import type { CertificateSeen, EndpointSeen } from "../../shared/facts/observation.ts";
import { formatHostPort, hostKind } from "../../shared/domain/server-name.ts";
import type { Delegation } from "../../shared/plan/plan.ts";
import type { Network } from "./ports.ts";

/** What stands at one address of the place that peers are led to. */
export interface PlaceSeen {
  readonly address: string;
  readonly port: number;
  readonly endpoint: EndpointSeen;
}

/** Looks at every address that peers are led to, IPv4 first; empty where there is none. */
export async function placesOf(
  network: Network,
  delegation: Pick<Delegation, "delegatedName" | "port">,
): Promise<readonly PlaceSeen[]> {
  const { delegatedName, port } = delegation;
  const literal = hostKind(delegatedName) !== "dns";
  const addresses = literal ? [delegatedName] : await addressesOf(network, delegatedName);
  return Promise.all(
    addresses.map(async (address) => {
      const endpoint = await network.observe({
        ask: "endpoint",
        address,
        port,
        sni: literal ? null : delegatedName,
        hostHeader: formatHostPort(delegatedName, port),
      });
      return { address, port, endpoint };
    }),
  );
}

/** Reads back from the network which certificates are served where peers are led. */
export async function servedAt(
  network: Network,
  delegation: Pick<Delegation, "delegatedName" | "port">,
): Promise<readonly CertificateSeen[]> {
  const places = await placesOf(network, delegation);
  return places.flatMap(({ endpoint }) =>
    endpoint.tls?.spoken === true ? [endpoint.tls.certificate] : [],
  );
}

async function addressesOf(network: Network, host: string): Promise<readonly string[]> {
  const seen = await network.observe({ ask: "addresses", host });
  return [...seen.a.records, ...seen.aaaa.records];
}
