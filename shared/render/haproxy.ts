import { MARKER } from "./marker.ts";
import {
  CHALLENGE_FOLDER,
  FREE_SOCKETS,
  type ProxySite,
  type ProxyWriter,
  type Sockets,
} from "./proxy-site.ts";

/** Port on loopback at which something has to serve the challenge folder, for HAProxy serves no files. */
const CHALLENGE_PORT = 8402;

/**
 * HAProxy: it keeps path and Host; X-Forwarded-For is set and not appended. It reads certificate and
 * key from one file, which is why they are joined under their own name.
 */
export const haproxy: ProxyWriter = {
  challenge: (names) => [MARKER, ...challengePart(names), ""].join("\n"),
  site: (site, challengeNames, sockets = FREE_SOCKETS) =>
    [
      MARKER,
      ...(challengeNames.length > 0 ? [...challengePart(challengeNames), ""] : []),
      ...sitePart(site, sockets),
      "",
    ].join("\n"),
};

function sitePart(site: ProxySite, { ipv6 }: Sockets): string[] {
  const hosts = site.names.flatMap((name) => [name, `${name}:${site.port}`]).join(" ");
  const joined = site.tlsFolder === null ? "FILE" : `${site.tlsFolder}/haproxy.pem`;
  return [
    site.tlsFolder === null
      ? "# FILE: the certificate that the frontend of port 443 has for the name"
      : `# Once, and after each renewal: cat ${site.tlsFolder}/fullchain.pem ${site.tlsFolder}/privkey.pem > ${joined}`,
    `frontend homeport_${site.port}`,
    `    bind ${ipv6 ? `:::${site.port} v4v6` : `*:${site.port}`} ssl crt ${joined}`,
    "    mode http",
    "    http-request set-header X-Forwarded-Proto https",
    "    http-request set-header X-Forwarded-For %[src]",
    `    acl homeport_host hdr(host) -i ${hosts}`,
    "    acl homeport_path path_beg /_matrix /_synapse/client",
    "    use_backend homeport_synapse if homeport_host homeport_path",
    "",
    "backend homeport_synapse",
    "    mode http",
    `    server synapse 127.0.0.1:${site.upstreamPort}`,
  ];
}

function challengePart(names: readonly string[]): string[] {
  return [
    `# In the frontend of port 80; ${CHALLENGE_FOLDER} has to be served on 127.0.0.1:${CHALLENGE_PORT}.`,
    `    acl homeport_names hdr(host) -i ${names.join(" ")}`,
    "    use_backend homeport_challenge if homeport_names { path_beg /.well-known/acme-challenge/ }",
    "",
    "backend homeport_challenge",
    "    mode http",
    "    http-request replace-path /.well-known/acme-challenge/(.*) /\\1",
    `    server challenge 127.0.0.1:${CHALLENGE_PORT}`,
  ];
}
