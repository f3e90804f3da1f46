import { MARKER } from "./marker.ts";
import { listenLines } from "./nginx-listen.ts";
import {
  CHALLENGE_FOLDER,
  FREE_SOCKETS,
  type ProxySite,
  type ProxyWriter,
  type Sockets,
} from "./proxy-site.ts";

/** Text of `homeport-NAME.conf` before there is a certificate: port 80 answers the CA's challenge, nothing else. */
function renderChallengeSite(names: readonly string[], sockets: Sockets = FREE_SOCKETS): string {
  return [MARKER, ...challengeServer(names, sockets), ""].join("\n");
}

/**
 * Text of `homeport-NAME.conf`: the challenge on port 80, where `challengeNames` is not empty, and the
 * homeserver with TLS. `proxy_pass` has no path: with one nginx would decode it and break signatures.
 */
function renderHomeserverSite(
  site: ProxySite,
  challengeNames: readonly string[],
  sockets: Sockets = FREE_SOCKETS,
): string {
  return [
    MARKER,
    ...(challengeNames.length > 0 ? [...challengeServer(challengeNames, sockets), ""] : []),
    "server {",
    ...listenLines(site.port, true, sockets),
    `    server_name ${site.names.join(" ")};`,
    ...siteLines(site),
    "}",
    "",
  ].join("\n");
}

/** nginx: a file of its own below `http`. */
export const nginx: ProxyWriter = { challenge: renderChallengeSite, site: renderHomeserverSite };

/** nginx: lines for a block that somebody has for the name already. */
export const nginxInside: ProxyWriter = {
  challenge: () => [MARKER, ...challengeLocation(), ""].join("\n"),
  site: (site, _, sockets = FREE_SOCKETS) =>
    [MARKER, ...furtherPort(site, sockets), ...siteLines(site), ""].join("\n"),
};

/** A site that has its certificate already is listened to at one more port. */
function furtherPort({ port, tlsFolder }: ProxySite, sockets: Sockets): string[] {
  return tlsFolder === null && port !== 443 ? [...listenLines(port, true, sockets), ""] : [];
}

function siteLines(site: ProxySite): string[] {
  return [
    ...(site.tlsFolder === null
      ? []
      : [
          `    ssl_certificate ${site.tlsFolder}/fullchain.pem;`,
          `    ssl_certificate_key ${site.tlsFolder}/privkey.pem;`,
          "",
        ]),
    "    location ~ ^(/_matrix|/_synapse/client) {",
    `        proxy_pass http://127.0.0.1:${site.upstreamPort};`,
    "        proxy_http_version 1.1;",
    "        proxy_set_header Host $host;",
    "        proxy_set_header X-Forwarded-For $remote_addr;",
    "        proxy_set_header X-Forwarded-Proto $scheme;",
    "        client_max_body_size 50M;",
    "    }",
    ...site.documents.flatMap(documentLocation),
  ];
}

function challengeServer(names: readonly string[], sockets: Sockets): string[] {
  return [
    "server {",
    ...listenLines(80, false, sockets),
    `    server_name ${names.join(" ")};`,
    "",
    ...challengeLocation(),
    "    location / {",
    "        return 404;",
    "    }",
    "}",
  ];
}

function challengeLocation(): string[] {
  return [
    "    location ^~ /.well-known/acme-challenge/ {",
    `        alias ${CHALLENGE_FOLDER};`,
    "        default_type text/plain;",
    "    }",
  ];
}

function documentLocation(document: { readonly path: string; readonly content: string }): string[] {
  return [
    `    location = /${document.path} {`,
    "        default_type application/json;",
    "        add_header Access-Control-Allow-Origin *;",
    '        add_header Cache-Control "max-age=3600";',
    `        return 200 '${document.content.trimEnd().replace(/['\\]/g, "")}';`,
    "    }",
  ];
}
