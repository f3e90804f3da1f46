import { formatHostPort } from "../domain/server-name.ts";

/** A document under `/.well-known/matrix/`, with the headers that it has to be sent with. */
export interface WellKnownDocument {
  /** Path below the site's root, no leading slash. */
  readonly path: string;
  readonly url: string;
  readonly content: string;
  readonly headers: { readonly [name: string]: string };
}

/**
 * Seconds that peers and clients may keep a document of ours. Short enough for a change of mind;
 * Synapse keeps it for at least 300 s and at most 172800 s whatever stands here.
 */
export const WELL_KNOWN_MAX_AGE = 3600;

/**
 * The server document of `host`: peers are led to `delegated` (spec, "Resolving server names" step 3).
 * The port is always written, for without it SRV lookups come in between.
 */
export function wellKnownServer(host: string, delegated: string, port: number): WellKnownDocument {
  return documentOf(host, "server", { "m.server": formatHostPort(delegated, port) });
}

/** The client document of `host`: apps are led to `baseUrl` (client-server API, "Well-known URI"). */
export function wellKnownClient(host: string, baseUrl: string): WellKnownDocument {
  return documentOf(host, "client", { "m.homeserver": { base_url: baseUrl } });
}

function documentOf(host: string, file: "server" | "client", value: object): WellKnownDocument {
  return {
    path: `.well-known/matrix/${file}`,
    url: `https://${formatHostPort(host, null)}/.well-known/matrix/${file}`,
    content: `${JSON.stringify(value)}\n`,
    headers: {
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": `max-age=${WELL_KNOWN_MAX_AGE}`,
      "Content-Type": "application/json",
    },
  };
}
