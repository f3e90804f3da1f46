import { STRAY_SERVICES } from "../domain/era.ts";
import type { ServerName } from "../domain/server-name.ts";
import type { Query } from "../facts/observation.ts";

type SrvQuery = Extract<Query, { readonly ask: "srv" }>;

/**
 * SRV records that people publish by mistake and that nobody asks for: a wrong label, the machine's
 * name in place of the server name, or the zone's name twice (a final dot forgotten in a zone file).
 */
export function strayQueries(name: ServerName): readonly SrvQuery[] {
  if (name.kind !== "dns" || name.port !== null) return [];
  const { host } = name;
  const labels = STRAY_SERVICES.map((service): SrvQuery => ({ ask: "srv", service, name: host }));
  const owners = [`matrix.${host}`, `${host}.${host}`].flatMap((owner): readonly SrvQuery[] => [
    { ask: "srv", service: "_matrix._tcp", name: owner },
    { ask: "srv", service: "_matrix-fed._tcp", name: owner },
  ]);
  return [...labels, ...owners];
}
