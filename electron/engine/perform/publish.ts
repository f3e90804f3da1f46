import type { PublishFileStep } from "../../../shared/plan/plan.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";
import { lookAtStep } from "./ask.ts";
import { announcePath } from "./touch.ts";

/** How long the website is looked at for the new file before the folder is thought to be another one, in ms. */
const TRY_FOR = 10_000;
const TRY_EVERY = 1000;

/** Puts the `.well-known` files on the web server under our hands. What else the site serves is not touched. */
export async function performPublish(context: RunContext, step: PublishFileStep): Promise<StepEnd> {
  let changed = false;
  for (const file of step.files) {
    await announcePath(context, step.id, step.on, file.path);
    const written = await context.session.run(step.on, "write-file", {
      run: context.run,
      path: file.path,
      content: file.content,
      mode: "0644",
      owner: "root",
    });
    if (!written.ok) return failed(written.error);
    changed ||= written.value.changed;
  }
  const fault = step.on === "web" ? await servedFault(context, step) : null;
  if (fault !== null) return failed(fault);
  const where = step.files.map((file) => file.path).join(", ");
  return changed ? done(where) : { kind: "found-done", evidence: where };
}

/**
 * A website that answers and does not have what was just put there is served from another folder. One that
 * does not answer at all says nothing about that; the proof finds out why.
 */
async function servedFault(context: RunContext, step: PublishFileStep): Promise<Problem | null> {
  const { network, clock, stopping } = context.ports;
  const until = clock.now() + TRY_FOR;
  for (;;) {
    const seen = await lookAtStep(context, step);
    if (seen.length === 0 || seen.some(({ there }) => there)) return null;
    if (clock.now() > until || stopping()) break;
    await clock.sleep(TRY_EVERY);
  }
  for (const { url, path } of step.files) {
    const answer = await network.fetchVerified(url);
    if (answer.kind === "failed") continue;
    const data = { path: folderOf(path), host: context.input.name.host, file: path, url };
    return problem("web-root-elsewhere", data, { evidence: `${url}: ${answer.status}` });
  }
  return null;
}

/** The website's folder, of a file under `.well-known`. */
function folderOf(path: string): string {
  return path.replace(/\/\.well-known\/.*$/, "") || "/";
}
