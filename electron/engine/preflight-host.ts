import type { Plan, PlanInput } from "../../shared/plan/plan.ts";
import { reason } from "../../shared/plan/reason.ts";
import { problem } from "../../shared/problems/problem.ts";
import {
  coming,
  judged,
  notChecked,
  type ComingCheck,
  type PreflightCheck,
  type PreflightInput,
} from "./preflight-check.ts";
import { clockSeen, listenerSeen, packagesSeen, spaceSeen, testSeen } from "./preflight-seen.ts";
import { challengeNames, portSubjects } from "./preflight-subjects.ts";
import type { Session } from "./session.ts";
import { synapseMissing } from "./synapse-there.ts";

/** Free space below which nothing is begun, in bytes: backups, key, chain and configuration with room to spare. */
const LEAST_FREE = 5 * 1024 * 1024;
/** Clock differences that break TLS and orders, in seconds. */
const MOST_CLOCK_DIFFERENCE = 300;

/** What is seen on the host: room, clock, package manager, the present configuration. */
export function hostChecks(session: Session, given: PreflightInput): readonly ComingCheck[] {
  return [
    coming("disk", null, "host", () => disk(given.input)),
    coming("clock", null, "host", () => clock(given.input)),
    coming("package-lock", null, "host", () => packageLock(given)),
    ...synapseThere(given),
    ...configTests(session, given.plan),
    ...listeners(given),
  ];
}

function synapseThere({ plan, input }: PreflightInput): readonly ComingCheck[] {
  const missing = synapseMissing(input, plan.steps);
  const judge = (): PreflightCheck => judged("config-test", "synapse", "host", missing);
  return missing === null ? [] : [coming("config-test", "synapse", "host", judge)];
}

function disk(input: PlanInput): PreflightCheck {
  const free = input.host?.freeBytes ?? null;
  if (free === null) return notChecked("disk", null, "host");
  const fault =
    free < LEAST_FREE ? problem("disk-full", { freeBytes: free }, { seenFrom: "host" }) : null;
  return judged("disk", null, "host", fault, spaceSeen(free));
}

function clock(input: PlanInput): PreflightCheck {
  const ahead = input.host?.clockAhead ?? null;
  if (ahead === null) return notChecked("clock", null, "host");
  const wrong = Math.abs(ahead) > MOST_CLOCK_DIFFERENCE;
  return judged(
    "clock",
    null,
    "host",
    wrong ? problem("clock-wrong", { seconds: Math.round(ahead) }, { seenFrom: "host" }) : null,
    clockSeen(ahead),
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
    null,
    "host",
    held ? problem("package-lock-held", {}, { seenFrom: "host", severity }) : null,
    input.host === null ? null : packagesSeen(input.host),
  );
}

/** Who listens where others will come and where the proof is fetched: what is free now is opened by the plan. */
function listeners({ plan, input }: PreflightInput): readonly ComingCheck[] {
  const { host } = input;
  if (host === null) return [];
  const at = (check: "ports" | "challenge-path", subject: string, port: number): ComingCheck =>
    coming(check, subject, "host", () =>
      judged(check, subject, "host", null, listenerSeen(host, port)),
    );
  const { port } = plan.delegation;
  return [
    ...portSubjects(plan, input).map(({ subject }) => at("ports", subject, port)),
    ...challengeNames(plan).map((name) => at("challenge-path", name, 80)),
  ];
}

function configTests(session: Session, plan: Plan): readonly ComingCheck[] {
  const nginx = plan.steps.some(
    (step) => step.kind === "control-service" && step.service === "nginx",
  );
  return nginx ? [coming("config-test", "nginx", "host", () => nginxTest(session))] : [];
}

async function nginxTest(session: Session): Promise<PreflightCheck> {
  const tested = await session.run("host", "test-config", { service: "nginx" });
  if (!tested.ok) return judged("config-test", "nginx", "host", tested.error);
  const fault = tested.value.passed
    ? null
    : problem(
        "config-test-failed",
        { service: "nginx" },
        { seenFrom: "host", evidence: tested.value.output },
      );
  const seen = tested.value.passed ? testSeen(tested.value.output) : reason("seen-test-failed");
  return judged("config-test", "nginx", "host", fault, seen);
}
