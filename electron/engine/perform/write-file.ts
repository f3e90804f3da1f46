import type { WriteFileStep } from "../../../shared/plan/plan.ts";
import { failed, type RunContext, type StepEnd } from "../run-context.ts";
import { announcePath } from "./touch.ts";

/** Mode of configuration files that hold no secret; the package's own are 0644 too. */
const CONFIG_MODE = "0644";

/** Puts a file of our own in place; the package's server name goes into its debconf answer as well (issue 3, item 7). */
export async function performWriteFile(context: RunContext, step: WriteFileStep): Promise<StepEnd> {
  const { path, content } = step.file;
  await announcePath(context, step.id, "host", path);
  if (step.file.what === "synapse-server-name" && step.file.debconf) {
    const set = await setDebconfName(context, step.id, step.file.serverName);
    if (set) return set;
  }
  const written = await context.session.run("host", "write-file", {
    run: context.run,
    path,
    content: markRun(content, context.run),
    mode: CONFIG_MODE,
    owner: "root",
  });
  if (!written.ok) return failed(written.error);
  return {
    kind: written.value.changed ? "done" : "found-done",
    evidence: `${path} ${written.value.sha256}`,
  };
}

/** Names the run in the marker line; the plan leaves it open so that its digest does not depend on it. */
export function markRun(content: string, run: string): string {
  return content.replaceAll("(run ID)", `(run ${run})`);
}

async function setDebconfName(
  context: RunContext,
  step: string,
  serverName: string,
): Promise<StepEnd | null> {
  const before = context.input.host?.synapse?.debconfName ?? null;
  await context.journal.add({ event: "touching", step, machine: "host", debconfBefore: before });
  const set = await context.session.run("host", "set-debconf-name", {
    run: context.run,
    serverName,
  });
  return set.ok ? null : failed(set.error);
}
