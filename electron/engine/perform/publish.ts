import type { PublishFileStep } from "../../../shared/plan/plan.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";
import { announcePath } from "./touch.ts";

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
  const where = step.files.map((file) => file.path).join(", ");
  return changed ? done(where) : { kind: "found-done", evidence: where };
}
