import type { ControlServiceStep, Reason, Step } from "./plan.ts";
import { reason } from "./reason.ts";

/** Names of services as people write them. */
const NAMES: { readonly [service in ControlServiceStep["service"]]: string } = {
  synapse: "Synapse",
  nginx: "nginx",
};

/** What others notice while these steps are carried out, services first (issue 4, sentence 5). */
export function noticesOf(steps: readonly Step[]): readonly Reason[] {
  const controls = steps.filter((step) => step.kind === "control-service");
  const services = [...new Set(controls.map(({ service }) => service))];
  const late = Math.max(0, ...steps.map(({ visibleAfterSeconds }) => visibleAfterSeconds));
  const notices = [
    ...services.flatMap((service) =>
      ofService(
        NAMES[service],
        controls.filter((step) => step.service === service),
      ),
    ),
    ...(late > 0 ? [reason("notice-late", { seconds: late })] : []),
  ];
  return notices.length > 0 ? notices : [reason("notice-nothing")];
}

function ofService(service: string, controls: readonly ControlServiceStep[]): readonly Reason[] {
  const count = controls.filter(({ action }) => action === "restart").length;
  if (count > 0) return [reason("notice-restart", { service, count })];
  const isStarted = controls.some(({ action }) => action === "start");
  return [reason(isStarted ? "notice-start" : "notice-reload", { service })];
}

/** What others notice while things are put back: each service once. */
export function noticesOfUndo(
  undo: readonly { readonly unit?: string | undefined }[],
): readonly Reason[] {
  const units = new Set(undo.flatMap(({ unit }) => (unit === undefined ? [] : [unit])));
  if (units.size === 0) return [reason("notice-nothing")];
  return [...units].map((unit) => reason("notice-again", { service: unit }));
}

/** What Homeport can undo of these steps, and what people did and take back themselves. */
export function wayBackOf(steps: readonly Step[]): readonly Reason[] {
  const changes = steps.filter(({ kind }) => kind !== "prove" && kind !== "wait");
  const ours = changes.filter(({ who }) => who === "homeport");
  const undoable = ours.filter(({ undo }) => undo !== null).length;
  const count = ours.length;
  const people = changes.length - count;
  const own =
    count === 0
      ? reason("way-back-none")
      : undoable === count
        ? reason("way-back-all", { count })
        : reason("way-back-some", { undoable, count });
  return people === 0 ? [own] : [own, reason("way-back-people", { count: people })];
}
