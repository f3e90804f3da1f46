import { hostKind } from "../domain/server-name.ts";
import { problem, type Problem } from "../problems/problem.ts";
import { srvOwner } from "./delegation.ts";
import { TODAY, type Look } from "./look.ts";

/** Problems of names without addresses, and of addresses that nobody outside can reach. */
export function addressProblems(look: Look): readonly Problem[] {
  return [...missingAddresses(look), ...privateAddresses(look)];
}

/** Only where no target has an address: one without beside another is the SRV rules' matter. */
function missingAddresses(look: Look): readonly Problem[] {
  const { targets, decidedBy } = look.routes[TODAY];
  const first = targets[0];
  if (first === undefined || targets.some((each) => each.addresses.length > 0)) return [];
  const seen = look.observe({ ask: "addresses", host: first.host });
  if (seen.kind !== "addresses") return [];
  const failed = [seen.a.rcode, seen.aaaa.rcode].find((rcode) =>
    ["SERVFAIL", "REFUSED", "TIMEOUT"].includes(rcode),
  );
  const rcode = failed ?? seen.a.rcode;
  const service = decidedBy?.endsWith("srv-fed") ? "_matrix-fed._tcp" : "_matrix._tcp";
  const isSrv = decidedBy?.endsWith("srv") === true || decidedBy?.endsWith("srv-fed") === true;
  const code = failed ? "dns-lookup-error" : isSrv ? "srv-target-unresolvable" : "dns-no-address";
  const record = isSrv ? `${service}.${srvOwner(look) ?? look.name.host}` : null;
  const data = { host: first.host, rcode, record, target: first.host };
  return [
    problem(code, data, { evidence: `A ${first.host}: ${seen.a.rcode}, AAAA: ${seen.aaaa.rcode}` }),
  ];
}

function privateAddresses(look: Look): readonly Problem[] {
  const hosts = [look.name.host, ...look.routes[TODAY].targets.map((each) => each.host)];
  const names = [...new Set(hosts)].filter((host) => hostKind(host) === "dns");
  return names.flatMap((host) => {
    const seen = look.observe({ ask: "addresses", host });
    if (seen.kind !== "addresses") return [];
    const address = [...seen.a.records, ...seen.aaaa.records].find((each) =>
      isPrivateAddress(each),
    );
    if (address === undefined) return [];
    const severity = look.isRerouted ? "info" : "warning";
    return [
      problem(
        "private-address",
        { host, address },
        { severity, evidence: `${host} is ${address}` },
      ),
    ];
  });
}

/** RFC 1918, loopback, link-local, 100.64/10 (RFC 6598), fc00::/7; the documentation ranges are not meant. */
export function isPrivateAddress(address: string): boolean {
  if (hostKind(address) === "ipv4") {
    return /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      address,
    );
  }
  return /^(::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(address);
}
