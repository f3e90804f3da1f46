import type { ObtainCertificateStep, Plan, PlanInput } from "../../shared/plan/plan.ts";
import { reason } from "../../shared/plan/reason.ts";
import { problem } from "../../shared/problems/problem.ts";
import type { Ports } from "./ports.ts";
import {
  coming,
  judged,
  notChecked,
  type ComingCheck,
  type PreflightCheck,
  type PreflightInput,
} from "./preflight-check.ts";
import { authoritySeen, endpointSeen, pathSeen } from "./preflight-seen.ts";
import { challengeNames, getsItsAddress, portSubjects } from "./preflight-subjects.ts";

/** No file of that name is ever there; any answer shows that the path is open. */
const CHALLENGE_PATH = "/.well-known/acme-challenge/homeport-preflight";

/** What is seen from this desktop and at the CA; only an order needs more than the ports. */
export function networkChecks(
  ports: Ports,
  { plan, input, acme }: PreflightInput,
): readonly ComingCheck[] {
  const open = portChecks(ports, plan, input);
  const order = plan.steps.find((step) => step.kind === "obtain-certificate");
  if (order === undefined || order.issuer !== "acme") return open;
  const ready = order.names.filter((name) => !getsItsAddress(plan, name));
  const later = order.names.filter((name) => !ready.includes(name));
  return [
    ...open,
    ...later.map((name) =>
      coming("dns", name, "desktop", () =>
        notChecked("dns", name, "desktop", reason("seen-address-later")),
      ),
    ),
    ...ready.map((name) => coming("dns", name, "desktop", () => dnsOf(ports, name, input))),
    ...order.names.map((name) => coming("caa", name, "desktop", () => caaOf(ports, name))),
    ...challengeNames(plan).map((name) =>
      coming("challenge-path", name, "desktop", () => challengePath(ports, name, order.answerBy)),
    ),
    coming("ca", null, "ca", () => caAnswers(ports, "ca", acme.directory)),
    coming("staging", null, "ca", () =>
      acme.staging === null
        ? notChecked("staging", null, "ca", reason("seen-no-rehearsal"))
        : caAnswers(ports, "staging", acme.staging),
    ),
  ];
}

/** A port that refuses can be opened by the plan; one where packets vanish needs a firewall's owner. */
function portChecks(ports: Ports, plan: Plan, input: PlanInput): readonly ComingCheck[] {
  const { port } = plan.delegation;
  return portSubjects(plan, input).map(({ subject, address }) => {
    const at = { address, port, hostHeader: input.name.text };
    return coming("ports", subject, "desktop", () => portOf(ports, subject, at));
  });
}

async function portOf(
  ports: Ports,
  subject: string,
  at: { readonly address: string; readonly port: number; readonly hostHeader: string },
): Promise<PreflightCheck> {
  const { address, port } = at;
  const seen = await ports.network.observe({ ask: "endpoint", sni: null, ...at });
  if (seen.tcp === "untold") return notChecked("ports", subject, "desktop", endpointSeen(seen));
  const severity = "warning";
  const fault =
    seen.tcp === "timeout"
      ? problem("port-timeout", { address, port }, { severity })
      : seen.tcp === "unreachable"
        ? problem("port-unreachable", { address, port }, { severity })
        : null;
  return judged("ports", subject, "desktop", fault, endpointSeen(seen));
}

/** A web server must answer there; a responder of ours only starts with the order, so a refusal is right then. */
async function challengePath(
  ports: Ports,
  name: string,
  answerBy: ObtainCertificateStep["answerBy"],
): Promise<PreflightCheck> {
  const answer = await ports.network.fetchPlain(name, CHALLENGE_PATH);
  const isRight =
    answer.kind === "answered" || (answerBy === "responder" && answer.why === "refused");
  const why = answer.kind === "failed" ? answer.why : "";
  return judged(
    "challenge-path",
    name,
    "desktop",
    isRight ? null : problem("challenge-not-reachable", { name, why }, { severity: "warning" }),
    pathSeen(answer),
  );
}

async function dnsOf(ports: Ports, name: string, input: PlanInput): Promise<PreflightCheck> {
  const seen = await ports.network.observe({ ask: "addresses", host: name });
  const addresses = [...seen.a.records, ...seen.aaaa.records];
  if (addresses.length === 0) {
    const silent = [seen.a.rcode, seen.aaaa.rcode].some(
      (rcode) => rcode === "SERVFAIL" || rcode === "REFUSED" || rcode === "TIMEOUT",
    );
    return judged(
      "dns",
      name,
      "desktop",
      problem(silent ? "dns-lookup-error" : "dns-no-address", { name }),
      reason("seen-no-address"),
    );
  }
  const own = input.host?.addresses ?? [];
  const elsewhere = own.length > 0 && !addresses.some((address) => own.includes(address));
  return judged(
    "dns",
    name,
    "desktop",
    elsewhere
      ? problem(
          "challenge-not-reachable",
          { name, address: addresses[0] ?? "" },
          { severity: "warning" },
        )
      : null,
    reason(own.length === 0 || elsewhere ? "seen-addresses" : "seen-addresses-here", {
      addresses: addresses.slice(0, 4).join(", "),
    }),
  );
}

/** RFC 8659: where there are `issue` records, one of them must name the CA; which name is ours only the CA can say. */
async function caaOf(ports: Ports, name: string): Promise<PreflightCheck> {
  const seen = await ports.network.observe({ ask: "caa", name });
  if (seen.rcode === "SERVFAIL" || seen.rcode === "TIMEOUT" || seen.rcode === "REFUSED") {
    return judged(
      "caa",
      name,
      "desktop",
      problem("caa-lookup-failed", { name, rcode: seen.rcode }, { severity: "warning" }),
      reason("seen-caa-unknown", { rcode: seen.rcode }),
    );
  }
  const issuers = seen.records.filter((record) => record.tag.toLowerCase() === "issue");
  const nobody =
    issuers.length > 0 && issuers.every((record) => record.value.split(";")[0]?.trim() === "");
  return judged(
    "caa",
    name,
    "desktop",
    nobody ? problem("caa-forbids", { name, detail: 'issue ";"' }) : null,
    issuers.length === 0
      ? reason("seen-caa-none")
      : reason("seen-caa", {
          issuers: issuers
            .map(({ value }) => value)
            .join(", ")
            .slice(0, 120),
        }),
  );
}

async function caAnswers(
  ports: Ports,
  check: "ca" | "staging",
  url: string,
): Promise<PreflightCheck> {
  const directory = await ports.acme.directory(url);
  const seen = directory.ok ? authoritySeen(url) : null;
  return judged(check, null, "ca", directory.ok ? null : directory.error, seen);
}
