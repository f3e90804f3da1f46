import { presentFile } from "./host-actor.ts";
import type { Reason, Step } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";

/**
 * Asks for consent where a new site of ours may become the one that answers for unknown names: nginx
 * takes the first one it reads where none is marked, and `conf.d` is read before `sites-enabled`.
 */
export function defaultSiteConsents(
  situation: Situation,
  steps: readonly Step[],
): readonly Reason[] {
  const proxy = situation.input.host?.proxy ?? null;
  const added = steps.flatMap((step) =>
    step.kind === "write-file" &&
    step.file.what === "nginx-site" &&
    presentFile(situation, step.file.path) === null
      ? step.file.opens
      : [],
  );
  const ports = [...new Set(added.map((route) => route.port))].filter(
    (port) =>
      proxy?.serves.some((each) => each.port === port) === true &&
      !proxy.defaultServers.includes(port),
  );
  return ports.map((port) => {
    const name = added.find((route) => route.port === port)?.names[0] ?? situation.host;
    return reason("consent-default-site", { port, name });
  });
}
