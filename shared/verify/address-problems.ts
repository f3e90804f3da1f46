import { isPrivateAddress } from "../domain/private-address.ts";
import { hostKind } from "../domain/server-name.ts";
import { problem, type Problem } from "../problems/problem.ts";
import { isNonsense, srvOwner } from "./delegation.ts";
import { TODAY, type Look } from "./look.ts";

/** Problems of names without addresses, and of addresses that nobody outside can reach. */
export function addressProblems(look: Look): readonly Problem[] {
  return [...missingAddresses(look), ...privateAddresses(look)];
}

/** Only where no target has an address: one without beside another is the SRV rules' matter. */
function missingAddresses(look: Look): readonly Problem[] {
  const { targets, ended } = look.routes[TODAY];
  // A zone that fails as a whole fails for SRV first; that its addresses fail too is worth saying.
  if (ended === "srv-lookup-error") return failingAddresses(look, srvOwner(look));
  // Advice about a host that only the misreading of a bad value gave would lead astray.
  if (isNonsense(look)) return [];
  const first = targets[0];
  if (first === undefined || targets.some((each) => each.addresses.length > 0)) return [];
  const failing = failingAddresses(look, first.host);
  return failing.length > 0 ? failing : [noAddress(look, first.host)];
}

const FAILED = new Set(["SERVFAIL", "REFUSED", "TIMEOUT"]);

function failingAddresses(look: Look, host: string | null): readonly Problem[] {
  if (host === null) return [];
  const seen = look.observe({ ask: "addresses", host });
  if (seen.kind !== "addresses" || seen.a.records.length + seen.aaaa.records.length > 0) return [];
  const rcode = [seen.a.rcode, seen.aaaa.rcode].find((each) => FAILED.has(each));
  if (rcode === undefined) return [];
  const evidence = `A ${host}: ${seen.a.rcode}, AAAA: ${seen.aaaa.rcode}`;
  return [problem("dns-lookup-error", { host, rcode }, { evidence })];
}

function noAddress(look: Look, host: string): Problem {
  const decided = look.routes[TODAY].decidedBy ?? "";
  const evidence = `no A or AAAA record of ${host}`;
  if (!/srv(-fed)?$/.test(decided)) return problem("dns-no-address", { host }, { evidence });
  const service = decided.endsWith("srv-fed") ? "_matrix-fed._tcp" : "_matrix._tcp";
  const record = `${service}.${srvOwner(look) ?? look.name.host}`;
  return problem("srv-target-unresolvable", { record, target: host }, { evidence });
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
