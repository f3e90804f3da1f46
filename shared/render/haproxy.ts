import { MARKER } from "./marker.ts";
import { CHALLENGE_FOLDER, FREE_SOCKETS, type ProxySite, type ProxyWriter } from "./proxy-site.ts";

/** Port on loopback at which something has to serve the challenge folder, for HAProxy serves no files. */
const CHALLENGE_PORT = 8402;

/**
 * HAProxy: it keeps path and Host; X-Forwarded-For is set and not appended. It reads certificate and
 * key from one file, which is why they are joined under their own name. Its configuration is one file,
 * so each part says where in it it goes.
 */
export const haproxy: ProxyWriter = {
  challenge: (names) => [MARKER, ...challengePart(names), ""].join("\n"),
  site: (site, challengeNames, sockets = FREE_SOCKETS) =>
    [
      MARKER,
      ...(challengeNames.length > 0 ? [...challengePart(challengeNames), ""] : []),
      ...certificatePart(site),
      `# A frontend that binds port ${site.port} already takes the certificate as one more crt, and the lines from acl on.`,
      `frontend homeport_${site.port}`,
      `    bind ${sockets.ipv6 ? `:::${site.port} v4v6` : `*:${site.port}`} ssl crt ${joinedFile(site)}`,
      "    mode http",
      "    http-request set-header X-Forwarded-Proto https",
      "    http-request set-header X-Forwarded-For %[src]",
      ...routePart(site),
      "",
      ...backendPart(site),
      "",
    ].join("\n"),
};

/** HAProxy: lines for a frontend that somebody has at the port already, where a second could not bind. */
export const haproxyInside: ProxyWriter = {
  challenge: haproxy.challenge,
  site: (site) =>
    [
      MARKER,
      ...(site.tlsFolder === null
        ? []
        : [
            ...certificatePart(site),
            `# Name ${joinedFile(site)} as one more crt of its bind line.`,
          ]),
      `# Into the frontend of port ${site.port}, before its other use_backend lines:`,
      ...routePart(site),
      "    http-request set-header X-Forwarded-Proto https if homeport_host homeport_path",
      "    http-request set-header X-Forwarded-For %[src] if homeport_host homeport_path",
      "",
      ...backendPart(site),
      "",
    ].join("\n"),
};

function joinedFile({ tlsFolder }: ProxySite): string {
  return tlsFolder === null ? "FILE" : `${tlsFolder}/haproxy.pem`;
}

function certificatePart(site: ProxySite): string[] {
  const { tlsFolder } = site;
  return [
    tlsFolder === null
      ? "# FILE: the certificate that the frontend of port 443 has for the name"
      : `# Once, and after each renewal: cat ${tlsFolder}/fullchain.pem ${tlsFolder}/privkey.pem > ${joinedFile(site)}`,
  ];
}

function routePart({ names, port }: ProxySite): string[] {
  const hosts = names.flatMap((name) => [name, `${name}:${port}`]).join(" ");
  return [
    `    acl homeport_host hdr(host) -i ${hosts}`,
    "    acl homeport_path path_beg /_matrix /_synapse/client",
    "    use_backend homeport_synapse if homeport_host homeport_path",
  ];
}

function backendPart({ upstreamPort }: ProxySite): string[] {
  return [
    "# At the end of the file:",
    "backend homeport_synapse",
    "    mode http",
    `    server synapse 127.0.0.1:${upstreamPort}`,
  ];
}

function challengePart(names: readonly string[]): string[] {
  return [
    "# Into the frontend of port 80, before its other use_backend lines:",
    `    acl homeport_names hdr(host) -i ${names.join(" ")}`,
    "    use_backend homeport_challenge if homeport_names { path_beg /.well-known/acme-challenge/ }",
    "",
    "# At the end of the file:",
    "backend homeport_challenge",
    "    mode http",
    "    http-request replace-path /.well-known/acme-challenge/(.*) /\\1",
    `    server challenge 127.0.0.1:${CHALLENGE_PORT}`,
    "",
    "# HAProxy serves no files. Until the certificate is there, another program on this machine does, such as:",
    `# python3 -m http.server ${CHALLENGE_PORT} --bind 127.0.0.1 --directory ${CHALLENGE_FOLDER}`,
  ];
}
