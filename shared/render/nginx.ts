import { MARKER } from "./marker.ts";

/** Folder whose files answer HTTP-01 through a web server of the host. */
export const CHALLENGE_FOLDER = "/etc/homeport/acme-challenge/";

/** The names that the homeserver is served under, and how. */
export interface ProxySite {
  readonly names: readonly string[];
  readonly port: number;
  /** Folder that holds `fullchain.pem` and `privkey.pem`. */
  readonly tlsFolder: string;
  readonly upstreamPort: number;
  /** Documents under `/.well-known/matrix/` that the site itself answers. */
  readonly documents: readonly { readonly path: string; readonly content: string }[];
}

/** Text of `homeport-NAME.conf` before there is a certificate: port 80 answers the CA's challenge, nothing else. */
export function renderChallengeSite(names: readonly string[]): string {
  return [MARKER, ...challengeServer(names), ""].join("\n");
}

/**
 * Text of `homeport-NAME.conf`: the challenge on port 80, where `challengeNames` is not empty, and the
 * homeserver with TLS. `proxy_pass` has no path: with one nginx would decode it and break signatures.
 */
export function renderHomeserverSite(site: ProxySite, challengeNames: readonly string[]): string {
  return [
    MARKER,
    ...(challengeNames.length > 0 ? [...challengeServer(challengeNames), ""] : []),
    "server {",
    `    listen ${site.port} ssl;`,
    `    listen [::]:${site.port} ssl;`,
    `    server_name ${site.names.join(" ")};`,
    `    ssl_certificate ${site.tlsFolder}/fullchain.pem;`,
    `    ssl_certificate_key ${site.tlsFolder}/privkey.pem;`,
    "",
    "    location ~ ^(/_matrix|/_synapse/client) {",
    `        proxy_pass http://127.0.0.1:${site.upstreamPort};`,
    "        proxy_http_version 1.1;",
    "        proxy_set_header Host $host;",
    "        proxy_set_header X-Forwarded-For $remote_addr;",
    "        proxy_set_header X-Forwarded-Proto $scheme;",
    "        client_max_body_size 50M;",
    "    }",
    ...site.documents.flatMap(documentLocation),
    "}",
    "",
  ].join("\n");
}

function challengeServer(names: readonly string[]): string[] {
  return [
    "server {",
    "    listen 80;",
    "    listen [::]:80;",
    `    server_name ${names.join(" ")};`,
    "",
    "    location ^~ /.well-known/acme-challenge/ {",
    `        alias ${CHALLENGE_FOLDER};`,
    "        default_type text/plain;",
    "    }",
    "    location / {",
    "        return 404;",
    "    }",
    "}",
  ];
}

function documentLocation(document: { readonly path: string; readonly content: string }): string[] {
  return [
    `    location = /${document.path} {`,
    "        default_type application/json;",
    "        add_header Access-Control-Allow-Origin *;",
    `        return 200 '${document.content.trimEnd().replace(/['\\]/g, "")}';`,
    "    }",
  ];
}
