import { MARKER } from "./marker.ts";
import { CHALLENGE_FOLDER, type ProxySite, type ProxyWriter } from "./proxy-site.ts";

/**
 * Caddy v2: `reverse_proxy` keeps path and Host, and sets X-Forwarded-For and X-Forwarded-Proto by
 * itself, dropping what came from outside. With `tls` it takes our certificate and orders none.
 */
export const caddy: ProxyWriter = {
  challenge: (names) => [MARKER, ...challengeBlock(names), ""].join("\n"),
  site: (site, challengeNames) =>
    [
      MARKER,
      ...(challengeNames.length > 0 ? [...challengeBlock(challengeNames), ""] : []),
      ...siteBlock(site),
      "",
    ].join("\n"),
};

function siteBlock(site: ProxySite): string[] {
  return [
    `${site.names.map((name) => `https://${name}:${site.port}`).join(", ")} {`,
    // Without it Caddy takes the certificate that it has for the name.
    ...(site.tlsFolder === null
      ? []
      : [`    tls ${site.tlsFolder}/fullchain.pem ${site.tlsFolder}/privkey.pem`]),
    `    reverse_proxy /_matrix/* 127.0.0.1:${site.upstreamPort}`,
    `    reverse_proxy /_synapse/client/* 127.0.0.1:${site.upstreamPort}`,
    "}",
  ];
}

function challengeBlock(names: readonly string[]): string[] {
  return [
    `${names.map((name) => `http://${name}`).join(", ")} {`,
    "    handle_path /.well-known/acme-challenge/* {",
    `        root * ${CHALLENGE_FOLDER}`,
    "        header Content-Type text/plain",
    "        file_server",
    "    }",
    "}",
  ];
}
