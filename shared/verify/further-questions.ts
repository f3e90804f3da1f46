import { parseServerName } from "../domain/server-name.ts";
import type { Query } from "../facts/observation.ts";
import { customaryHost } from "./delegation.ts";
import { endpointsOf, TODAY, type Look } from "./look.ts";
import { otherHosts } from "./other-hosts.ts";
import { strayQueries } from "./stray-records.ts";

/**
 * What must be asked beside the resolution in order to say why something is so: other `Host` headers
 * where a proxy answers 404 or 503, the well-known file of a name that a key document gave, the
 * addresses of the name itself, SRV records that were published under a wrong name, and, where nothing
 * answers on 8448, whether the homeserver may have a machine of its own.
 */
export function furtherQuestions(look: Look): readonly Query[] {
  const { name } = look;
  const route = look.routes[TODAY];
  const endpoints = route.targets.flatMap((target) => endpointsOf(look, route, target));
  const addresses: readonly Query[] =
    name.kind === "dns" ? [{ ask: "addresses", host: name.host }] : [];
  return [
    ...addresses,
    ...endpoints.flatMap((endpoint) => otherHosts(name, route, endpoint)),
    ...endpoints.flatMap(({ seen }) => otherName(name.text, seen.http?.serverName ?? null)),
    ...(isDeadByDefault(look) ? [customaryHost(name)] : []),
    ...strayQueries(look),
  ];
}

function otherName(asked: string, found: string | null): readonly Query[] {
  const parsed = found === null || found === asked ? null : parseServerName(found);
  if (parsed === null || !parsed.ok || parsed.value.kind !== "dns") return [];
  return [{ ask: "well-known", host: parsed.value.host, file: "server" }];
}

function isDeadByDefault(look: Look): boolean {
  return look.routes[TODAY].decidedBy === "8448" && look.inbound[TODAY].verdict === "unreachable";
}
