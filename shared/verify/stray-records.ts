import { STRAY_SERVICES } from "../domain/era.ts";
import type { Query } from "../facts/observation.ts";
import { srvOwner, wellKnownOf } from "./delegation.ts";
import type { Look } from "./look.ts";

type SrvQuery = Extract<Query, { readonly ask: "srv" }>;

/**
 * SRV records that people publish by mistake and that nobody asks for: a wrong label, the machine's
 * name in place of the server name, or the zone's name twice (a final dot forgotten in a zone file).
 * Where the well-known file names a host with a port, nobody asks for SRV records of that host.
 */
export function strayQueries(look: Look): readonly SrvQuery[] {
  const { host } = look.name;
  if (srvOwner(look) !== host) return ofOwner(ownerWithPort(look));
  const labels = STRAY_SERVICES.map((service): SrvQuery => ({ ask: "srv", service, name: host }));
  return [...labels, ...ofOwner(`matrix.${host}`), ...ofOwner(`${host}.${host}`)];
}

/** The host that the file names with a port; null where it names none, or the server name itself. */
function ownerWithPort(look: Look): string | null {
  const judged = wellKnownOf(look)?.judged;
  if (judged?.kind !== "delegates" || !judged.to.sound) return null;
  const { host, kind, port } = judged.to;
  const isOther = host.toLowerCase() !== look.name.host.toLowerCase();
  return kind === "dns" && port !== null && isOther ? host : null;
}

function ofOwner(name: string | null): readonly SrvQuery[] {
  if (name === null) return [];
  return [
    { ask: "srv", service: "_matrix._tcp", name },
    { ask: "srv", service: "_matrix-fed._tcp", name },
  ];
}
