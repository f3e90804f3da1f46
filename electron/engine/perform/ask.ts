import type {
  AskPersonStep,
  DnsRecordStep,
  PublishedFile,
  RecordChange,
  WaitStep,
} from "../../../shared/plan/plan.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { done, type RunContext, type StepEnd } from "../run-context.ts";

/** Pause between two looks at what a person has to do, in milliseconds. */
const LOOK_EVERY = 2000;

/** Looks whether a person has done it; waits as long as was asked for, then ends the phase with *waiting*. */
export async function performAsk(
  context: RunContext,
  step: AskPersonStep | DnsRecordStep,
): Promise<StepEnd> {
  const files = step.kind === "ask-person" ? step.files : [];
  const records = step.kind === "ask-person" ? step.records : [step.record];
  for (;;) {
    const missing = await firstMissing(context, files, records);
    if (missing === null) return done("seen");
    if (context.ports.clock.now() + LOOK_EVERY > context.waitUntil || context.ports.stopping()) {
      return {
        kind: "waiting",
        waiting: {
          step,
          problem: problem(
            "waiting-for-person",
            { who: step.who, what: missing },
            { severity: "info" },
          ),
        },
      };
    }
    await context.ports.clock.sleep(LOOK_EVERY);
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

async function firstMissing(
  context: RunContext,
  files: readonly PublishedFile[],
  records: readonly RecordChange[],
): Promise<string | null> {
  for (const file of files) {
    if (!(await fileSeen(context, file))) return file.url;
  }
  for (const record of records) {
    if (!(await recordSeen(context, record))) return `${record.name} ${record.type}`;
  }
  return null;
}

async function fileSeen(context: RunContext, file: PublishedFile): Promise<boolean> {
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
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

async function recordSeen(context: RunContext, record: RecordChange): Promise<boolean> {
  const present = await recordValues(context, record);
  const there = present.includes(record.value.toLowerCase());
  return record.change === "remove" ? !there : there;
}

async function recordValues(context: RunContext, record: RecordChange): Promise<readonly string[]> {
  const name = record.name.replace(/\.$/, "");
  if (record.type === "SRV") {
    const service = name.startsWith("_matrix-fed.") ? "_matrix-fed._tcp" : "_matrix._tcp";
    const seen = await context.ports.network.observe({
      ask: "srv",
      service,
      name: name.slice(service.length + 1),
    });
    return seen.records.map((r) => `${r.priority} ${r.weight} ${r.port} ${r.target}`.toLowerCase());
  }
  const seen = await context.ports.network.observe({ ask: "addresses", host: name });
  return (record.type === "AAAA" ? seen.aaaa : seen.a).records.map((value) => value.toLowerCase());
}
