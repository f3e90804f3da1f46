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

/** Caddy v2: lines for a block that somebody has for the name already, of which it takes no second. */
export const caddyInside: ProxyWriter = {
  challenge: () => [MARKER, ...challengeLines(), ""].join("\n"),
  site: (site) => [MARKER, ...siteLines(site), ""].join("\n"),
};

function siteBlock(site: ProxySite): string[] {
  return [
    `${site.names.map((name) => `https://${name}:${site.port}`).join(", ")} {`,
    ...siteLines(site),
    "}",
  ];
}

function siteLines(site: ProxySite): string[] {
  return [
    // Without it Caddy takes the certificate that it has for the name.
    ...(site.tlsFolder === null
      ? []
      : [`    tls ${site.tlsFolder}/fullchain.pem ${site.tlsFolder}/privkey.pem`]),
    `    reverse_proxy /_matrix/* 127.0.0.1:${site.upstreamPort}`,
    `    reverse_proxy /_synapse/client/* 127.0.0.1:${site.upstreamPort}`,
  ];
}

function challengeBlock(names: readonly string[]): string[] {
  return [`${names.map((name) => `http://${name}`).join(", ")} {`, ...challengeLines(), "}"];
}

function challengeLines(): string[] {
  return [
    "    handle_path /.well-known/acme-challenge/* {",
    `        root * ${CHALLENGE_FOLDER}`,
    "        header Content-Type text/plain",
    "        file_server",
    "    }",
  ];
}
