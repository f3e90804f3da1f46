import type { Output } from "../../shared/api/contract.ts";

/** One server of the first page. */
export type Server = Output<"home.list">["servers"][number];

/** `ending`: done, and its certificate wants renewing. */
const WORST_FIRST = [
  "unknown",
  "open",
  "undoing",
  "superseded",
  "ending",
  "waiting",
  "undone",
  "kept",
] as const;
/** Below this share of its life a certificate wants renewing. */
export const RENEW_BELOW = 1 / 3;

/** Whether somebody has to do something for it. */
export function needsSomething(server: Server): boolean {
  return server.state !== "kept" || (server.lifeLeftShare ?? 1) < RENEW_BELOW;
}

/** The worst first; of those that are alike the one whose certificate ends sooner, then by name. */
export function byNeed(servers: readonly Server[]): readonly Server[] {
  const life = ({ lifeLeftShare }: Server): number => lifeLeftShare ?? 1;
  return servers.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || life(a) - life(b) || a.name.localeCompare(b.name),
  );
}

function rankOf(server: Server): number {
  const isEnding = server.state === "kept" && needsSomething(server);
  return WORST_FIRST.indexOf(isEnding ? "ending" : server.state);
}
