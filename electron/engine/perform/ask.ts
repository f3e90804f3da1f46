import { assertNever } from "../../../shared/domain/result.ts";
import { hostKind } from "../../../shared/domain/server-name.ts";
import type {
  Plan,
  PublishedFile,
  RecordChange,
  Step,
  WaitStep,
} from "../../../shared/plan/plan.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";
import { isRecordThere, type Looker } from "./record-there.ts";
import { unseenMissing } from "./unseen.ts";

/** Pause between two looks at what a person has to do, in milliseconds. */
const LOOK_EVERY = 2000;

/** What a person was asked for, as far as it shows from outside. */
interface Expected {
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
  readonly endpoints: readonly { readonly host: string; readonly port: number }[];
  /** Addresses of files that are to be gone. */
  readonly gone: readonly string[];
  /** Addresses that are to answer with a certificate that is accepted. */
  readonly believed: readonly string[];
}

/** What looking at a step needs of a run. */
export interface PlanLooker extends Looker {
  readonly plan: Pick<Plan, "delegation">;
}

/** Everything that a step's person has to do, as far as it shows from outside, and whether it is there. */
export async function lookAtStep(
  context: PlanLooker,
  step: Step,
): Promise<readonly { readonly what: string; readonly there: boolean }[]> {
  const { files, records, endpoints, gone, believed } = expectedOf(context, step);
  return Promise.all([
    ...files.map(async (file) => ({ what: file.url, there: await fileSeen(context, file) })),
    ...records.map(async (record) => ({
      what: `${record.name} ${record.type}`,
      there: await isRecordThere(context, record),
    })),
    ...endpoints.map(async ({ host, port }) => ({
      what: `${host}:${port}`,
      there: await portSeen(context, host, port),
    })),
    ...gone.map(async (url) => ({ what: url, there: await isGone(context, url) })),
    ...believed.map(async (url) => ({ what: url, there: await isBelieved(context, url) })),
  ]);
}

/** Tells whether a step is somebody's who has to do it by hand. */
export function isHandedOver(step: Step): boolean {
  return step.who !== "homeport" && step.kind !== "prove" && step.kind !== "wait";
}

/**
 * Looks whether a person has done it; waits as long as was asked for, then ends the phase with
 * *waiting*. What does not show from outside by itself (a file on a machine) is waited for as well.
 */
export async function performAsk(context: RunContext, step: Step): Promise<StepEnd> {
  const expected = expectedOf(context, step);
  for (;;) {
    const unseen = await unseenMissing(context, step);
    if (!unseen.ok) return failed(unseen.error);
    const missing = unseen.value ?? (await firstMissing(context, expected));
    if (missing === null) return done("seen");
    if (mayNotWait(context)) {
      const data = { who: step.who, what: missing };
      const waiting = { step, problem: problem("waiting-for-person", data, { severity: "info" }) };
      return { kind: "waiting", waiting };
    }
    await context.ports.clock.sleep(LOOK_EVERY);
  }
}

/** No further look fits into the time that was asked for, or the person wants to stop. */
export function mayNotWait(context: RunContext): boolean {
  return context.ports.clock.now() + LOOK_EVERY > context.waitUntil || context.ports.stopping();
}

function expectedOf(context: PlanLooker, step: Step): Expected {
  const nothing: Expected = {
    files: [],
    records: [],
    endpoints: [],
    gone: [],
    believed: [],
  };
  switch (step.kind) {
    case "ask-person": {
      const host = context.plan.delegation.delegatedName;
      return {
        files: step.files,
        records: step.records,
        endpoints: step.ports.map((port) => ({ host, port })),
        gone: (step.retires ?? []).map(({ url }) => url),
        believed: step.renews === undefined ? [] : [`https://${step.renews}/`],
      };
    }
    case "publish-file":
      return { ...nothing, files: step.files };
    case "dns-record":
      return { ...nothing, records: [step.record] };
    case "write-file":
    case "order-key":
    case "obtain-certificate":
    case "control-service":
    case "wait":
    case "prove":
      return nothing;
    default:
      return assertNever(step);
  }
}

/** Waits until old answers have died, counted from when the step was first started. */
export async function performWait(context: RunContext, step: WaitStep): Promise<StepEnd> {
  const since = Date.parse((await context.journal.view()).steps[step.id]?.since ?? "");
  const until = since + step.seconds * 1000;
  while (context.ports.clock.now() < until) {
    const now = context.ports.clock.now();
    if (until > context.waitUntil || context.ports.stopping()) {
      const seconds = Math.ceil((until - now) / 1000);
      return {
        kind: "waiting",
        waiting: { step, problem: problem("waiting-for-cache", { seconds }, { severity: "info" }) },
      };
    }
    await context.ports.clock.sleep(Math.min(LOOK_EVERY, until - now));
  }
  return done(`${step.seconds} s`);
}

async function firstMissing(context: Looker, expected: Expected): Promise<string | null> {
  for (const file of expected.files) {
    if (!(await fileSeen(context, file))) return file.url;
  }
  for (const record of expected.records) {
    if (!(await isRecordThere(context, record))) return `${record.name} ${record.type}`;
  }
  for (const { host, port } of expected.endpoints) {
    if (!(await portSeen(context, host, port))) return `${host}:${port}`;
  }
  for (const url of expected.gone) {
    if (!(await isGone(context, url))) return url;
  }
  for (const url of expected.believed) {
    if (!(await isBelieved(context, url))) return url;
  }
  return null;
}

/** Whatever stands in the way of a look (a certificate, a closed port) stands in the way of peers as well. */
async function isGone(context: Looker, url: string): Promise<boolean> {
  const answer = await context.ports.network.fetchVerified(url);
  return answer.kind !== "answered" || answer.status !== 200;
}

async function isBelieved(context: Looker, url: string): Promise<boolean> {
  return (await context.ports.network.fetchVerified(url)).kind === "answered";
}

async function portSeen(context: Looker, host: string, port: number): Promise<boolean> {
  const { network } = context.ports;
  const found = await network.observe({ ask: "addresses", host });
  const addresses = hostKind(host) === "dns" ? [...found.a.records, ...found.aaaa.records] : [host];
  for (const address of addresses) {
    const seen = await network.observe({
      ask: "endpoint",
      address,
      port,
      sni: host,
      hostHeader: host,
    });
    if (seen.tcp === "open" || seen.tcp === "refused") return true;
  }
  return false;
}

async function fileSeen(context: Looker, file: PublishedFile): Promise<boolean> {
  const answer = await context.ports.network.fetchVerified(file.url);
  return answer.kind === "answered" && answer.status === 200 && sameJson(answer.body, file.content);
}

/** Two JSON texts say the same, whatever their spacing and the order of their keys. */
function sameJson(a: string, b: string): boolean {
  try {
    return sorted(JSON.parse(a)) === sorted(JSON.parse(b));
  } catch {
    return false;
  }
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
