import { describe, expect, test } from "vitest";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import { UNTOLD } from "../../../shared/facts/observation.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";
import { makeRenewal } from "../../../shared/plan/make-renewal.ts";
import type { Plan, PlanInput } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { fileTo, OWN, SERVER, WEB } from "./situation-for.ts";
import { inputOf } from "./world-plan.ts";

const NAME = "matrix.example.com";

function renewal(input: PlanInput): Plan {
  const made = makeRenewal(input);
  if (!made.ok) throw new Error(JSON.stringify(made.error.reasons));
  return made.value;
}

/** A machine whose Synapse reads the certificate in the folder of HOST, beside others. */
function holding(host: string, folders: readonly string[], more: Partial<HostSeen> = {}): HostSeen {
  const tlsCertificatePath = `/etc/homeport/tls/${host}/fullchain.pem`;
  return debianHost({
    synapse: freshSynapse({ serverName: "example.com", tlsCertificatePath }),
    ownCertificates: Object.fromEntries(folders.map((each) => [each, publicCertificate([each])])),
    ...more,
  });
}

describe("a renewal where two names have certificates of ours", () => {
  const input = inputOf({
    format: 1,
    server: SERVER,
    dns: { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } },
    https: { "example.com": fileTo(`${NAME}:443`) },
    endpoints: { [`${OWN}:443`]: { certificate: { names: [NAME] } } },
  });
  const folders = ["example.com", NAME];

  test("is of the name that peers are led to", () => {
    const site = { name: NAME, port: 443, tls: true, address: null };
    const proxy = { ...debianNginx(), serves: [site] };
    const host = holding("elsewhere", folders, { proxy });
    expect(renewal({ ...input, host }).certificate?.names).toEqual([NAME]);
  });

  test("is of the server name's own where nobody is led anywhere now", () => {
    const untold = { ...input, observe: () => UNTOLD, host: holding("example.com", folders) };
    const plan = renewal(untold);
    expect(plan.certificate?.names).toEqual(["example.com"]);
    expect(plan.delegation).toEqual({ method: "none", delegatedName: "example.com", port: 8448 });
  });
});

test.each<[string, string, number, string]>([
  ["example.com:8000", "example.com", 8000, "explicit-port"],
  ["example.com", "example.com", 8448, "none"],
  [OWN, OWN, 8448, "ip-literal"],
  [`${OWN}:80`, OWN, 80, "ip-literal"],
])("A renewal for %s says how its name leads, though nobody answers there now", (...row) => {
  const [name, host, port, method] = row;
  const input = inputOf({ format: 1, server: { ...SERVER, name } });
  const plan = renewal({ ...input, observe: () => UNTOLD, host: holding(host, [host]) });
  expect(plan.recommended).toBe(method);
  expect(plan.delegation).toEqual({ method, delegatedName: host, port });
});
