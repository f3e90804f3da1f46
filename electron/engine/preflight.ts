import type { Plan, PlanInput } from "../../shared/plan/plan.ts";
import { problem, type Problem, type Vantage } from "../../shared/problems/problem.ts";
import type { Ports } from "./ports.ts";
import type { AcmeChoice } from "./requests.ts";
import type { Session } from "./session.ts";

/** One thing looked at before anything is changed (`cli.md`, `apply`, `preflight`). */
export interface PreflightCheck {
  readonly check:
    | "dns"
    | "caa"
    | "challenge-path"
    | "disk"
    | "clock"
    | "package-lock"
    | "config-test"
    | "ca"
    | "staging";
  readonly seenFrom: Vantage;
  readonly state: "pass" | "warn" | "fail" | "not-checked";
  readonly problem: Problem | null;
}

/** Free space below which nothing is begun, in bytes: backups, key, chain and configuration with room to spare. */
const LEAST_FREE = 5 * 1024 * 1024;
/** Clock differences that break TLS and orders, in seconds. */
const MOST_CLOCK_DIFFERENCE = 300;

/** What preflight rests on. */
export interface PreflightInput {
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly acme: AcmeChoice;
}

/** Looks from desktop, host and CA whether the plan can work; changes nothing anywhere. */
export async function preflight(
  ports: Ports,
  session: Session,
  given: PreflightInput,
): Promise<readonly PreflightCheck[]> {
  const host = [
    disk(given.input),
    clock(given.input),
    packageLock(given),
    ...(await configTests(session, given.plan)),
  ];
  const order = given.plan.certificate?.issuer === "acme" ? given.plan.certificate : null;
  if (order === null || !given.plan.steps.some((step) => step.kind === "obtain-certificate"))
    return host;
  const network = await Promise.all([
    ...order.names.map((name) => dnsOf(ports, name, given.input)),
    ...order.names.map((name) => caaOf(ports, name)),
    caAnswers(ports, "ca", given.acme.directory),
    ...(given.acme.staging === null ? [] : [caAnswers(ports, "staging", given.acme.staging)]),
  ]);
  const skipped: PreflightCheck[] =
    given.acme.staging === null
      ? [{ check: "staging", seenFrom: "ca", state: "not-checked", problem: null }]
      : [];
  return [...host, ...network, ...skipped];
}

/** The first finding that forbids to begin; null where all may go on. */
export function firstFailure(checks: readonly PreflightCheck[]): Problem | null {
  return checks.find((check) => check.state === "fail")?.problem ?? null;
}

function judged(
  check: PreflightCheck["check"],
  seenFrom: Vantage,
  fault: Problem | null,
): PreflightCheck {
  const state = fault === null ? "pass" : fault.severity === "error" ? "fail" : "warn";
  return { check, seenFrom, state, problem: fault };
}

function disk(input: PlanInput): PreflightCheck {
  const free = input.host?.freeBytes ?? null;
  if (free === null)
    return { check: "disk", seenFrom: "host", state: "not-checked", problem: null };
  const fault =
    free < LEAST_FREE ? problem("disk-full", { freeBytes: free }, { seenFrom: "host" }) : null;
  return judged("disk", "host", fault);
}

function clock(input: PlanInput): PreflightCheck {
  const ahead = input.host?.clockAhead ?? null;
  if (ahead === null)
    return { check: "clock", seenFrom: "host", state: "not-checked", problem: null };
  const wrong = Math.abs(ahead) > MOST_CLOCK_DIFFERENCE;
  return judged(
    "clock",
    "host",
    wrong ? problem("clock-wrong", { seconds: Math.round(ahead) }, { seenFrom: "host" }) : null,
  );
}

/** Only a step that speaks with the package manager (the server name's debconf answer) has to wait for its lock. */
function packageLock({ plan, input }: PreflightInput): PreflightCheck {
  const needed = plan.steps.some(
    (step) => step.kind === "write-file" && step.file.what === "synapse-server-name",
  );
  const held = input.host?.packageLock === true;
  const severity = needed ? "error" : "warning";
  return judged(
    "package-lock",
    "host",
    held ? problem("package-lock-held", {}, { seenFrom: "host", severity }) : null,
  );
}

async function configTests(session: Session, plan: Plan): Promise<readonly PreflightCheck[]> {
  const nginx = plan.steps.some(
    (step) => step.kind === "control-service" && step.service === "nginx",
  );
  if (!nginx) return [];
  const tested = await session.run("host", "test-config", { service: "nginx" });
  if (!tested.ok) return [judged("config-test", "host", tested.error)];
  const fault = tested.value.passed
    ? null
    : problem(
        "config-test-failed",
        { service: "nginx" },
        { seenFrom: "host", evidence: tested.value.output },
      );
  return [judged("config-test", "host", fault)];
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
      "desktop",
      problem(silent ? "dns-lookup-error" : "dns-no-address", { name }),
    );
  }
  const own = input.host?.addresses ?? [];
  const elsewhere = own.length > 0 && !addresses.some((address) => own.includes(address));
  return judged(
    "dns",
    "desktop",
    elsewhere
      ? problem(
          "challenge-not-reachable",
          { name, address: addresses[0] ?? "" },
          { severity: "warning" },
        )
      : null,
  );
}

/** RFC 8659: where there are `issue` records, one of them must name the CA; which name is ours only the CA can say. */
async function caaOf(ports: Ports, name: string): Promise<PreflightCheck> {
  const seen = await ports.network.observe({ ask: "caa", name });
  if (seen.rcode === "SERVFAIL" || seen.rcode === "TIMEOUT" || seen.rcode === "REFUSED") {
    return judged(
      "caa",
      "desktop",
      problem("caa-forbids", { name, detail: seen.rcode }, { severity: "warning" }),
    );
  }
  const issuers = seen.records.filter((record) => record.tag.toLowerCase() === "issue");
  const nobody =
    issuers.length > 0 && issuers.every((record) => record.value.split(";")[0]?.trim() === "");
  return judged(
    "caa",
    "desktop",
    nobody ? problem("caa-forbids", { name, detail: 'issue ";"' }) : null,
  );
}

async function caAnswers(
  ports: Ports,
  check: "ca" | "staging",
  url: string,
): Promise<PreflightCheck> {
  const directory = await ports.acme.directory(url);
  return judged(check, "ca", directory.ok ? null : directory.error);
}
