import { MARKER } from "./marker.ts";
import { CHALLENGE_FOLDER, type ProxySite, type ProxyWriter } from "./proxy-site.ts";

/** A web server whose form is not known: what it has to do, point by point (Synapse, docs/reverse_proxy.md). */
export const otherProxy: ProxyWriter = {
  challenge: (names) => [MARKER, ...challengePoints(names), ""].join("\n"),
  site: (site, challengeNames) =>
    [
      MARKER,
      ...(challengeNames.length > 0 ? challengePoints(challengeNames) : []),
      ...sitePoints(site),
      "",
    ].join("\n"),
};

function sitePoints(site: ProxySite): string[] {
  return [
    `# https://${site.names.join(", ")}, port ${site.port}`,
    site.tlsFolder === null
      ? "# certificate and key: those that it serves for the name on port 443 already"
      : `# certificate ${site.tlsFolder}/fullchain.pem, key ${site.tlsFolder}/privkey.pem`,
    `# /_matrix and /_synapse/client to http://127.0.0.1:${site.upstreamPort}, the path unchanged, also %2F`,
    "# Host as it came, with its port; X-Forwarded-For set to the caller alone; X-Forwarded-Proto https",
    "# bodies up to 50 MB; HTTP/1.1; no filter that looks into bodies",
  ];
}

function challengePoints(names: readonly string[]): string[] {
  return [
    `# http://${names.join(", ")}, port 80`,
    `# /.well-known/acme-challenge/ answers files of ${CHALLENGE_FOLDER} as text/plain`,
  ];
}
