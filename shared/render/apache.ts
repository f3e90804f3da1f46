import { MARKER } from "./marker.ts";
import { CHALLENGE_FOLDER, type ProxySite, type ProxyWriter } from "./proxy-site.ts";

/**
 * Apache: `nocanon` and `AllowEncodedSlashes NoDecode` keep the path as it was signed, and mod_security
 * is switched off for these requests (Synapse, docs/reverse_proxy.md). Apache adds X-Forwarded-For
 * itself; appending would let peers forge the first entry, so what came is dropped before. The modules
 * are not all on by themselves on Debian.
 */
export const apache: ProxyWriter = {
  challenge: (names) =>
    [MARKER, `# To switch it on: ${enable(names)}`, ...challengeHost(names), ""].join("\n"),
  site: (site, challengeNames) =>
    [
      MARKER,
      `# To switch it on: a2enmod ssl proxy proxy_http headers; ${enable(site.names)}`,
      ...(challengeNames.length > 0 ? [...challengeHost(challengeNames), ""] : []),
      ...(site.port === 443 ? [] : [`Listen ${site.port}`]),
      ...siteHost(site),
      "",
    ].join("\n"),
};

/** Debian reads a site once it is enabled under the name of its file. */
function enable([first = ""]: readonly string[]): string {
  return `a2ensite homeport-${first}`;
}

/** Apache: lines for a virtual host that somebody has for the name already, beside which a second counts for nothing. */
export const apacheInside: ProxyWriter = {
  challenge: () => [MARKER, ...challengeLines(), ""].join("\n"),
  site: (site) =>
    [
      MARKER,
      ...(site.tlsFolder === null
        ? []
        : ["    # in place of the lines of these names:", ...certificateLines(site)]),
      ...siteLines(site),
      "",
    ].join("\n"),
};

function siteHost(site: ProxySite): string[] {
  const [first, ...aliases] = site.names;
  return [
    `<VirtualHost *:${site.port}>`,
    `    ServerName ${first ?? ""}`,
    ...(aliases.length > 0 ? [`    ServerAlias ${aliases.join(" ")}`] : []),
    "    SSLEngine on",
    ...certificateLines(site),
    ...siteLines(site),
    "</VirtualHost>",
  ];
}

function certificateLines({ tlsFolder, names }: ProxySite): string[] {
  if (tlsFolder === null)
    return [
      `    # SSLCertificateFile and SSLCertificateKeyFile: as the site of ${names[0] ?? ""} has them on port 443`,
    ];
  return [
    `    SSLCertificateFile ${tlsFolder}/fullchain.pem`,
    `    SSLCertificateKeyFile ${tlsFolder}/privkey.pem`,
  ];
}

function siteLines(site: ProxySite): string[] {
  const upstream = `http://127.0.0.1:${site.upstreamPort}`;
  return [
    "    AllowEncodedSlashes NoDecode",
    "    ProxyPreserveHost on",
    '    RequestHeader unset X-Forwarded-For "early"',
    "    RequestHeader set X-Forwarded-Proto https",
    "    LimitRequestBody 52428800",
    `    ProxyPass /_matrix ${upstream}/_matrix nocanon`,
    `    ProxyPassReverse /_matrix ${upstream}/_matrix`,
    `    ProxyPass /_synapse/client ${upstream}/_synapse/client nocanon`,
    `    ProxyPassReverse /_synapse/client ${upstream}/_synapse/client`,
    "    <IfModule security2_module>",
    "        SecRuleEngine off",
    "    </IfModule>",
  ];
}

function challengeHost(names: readonly string[]): string[] {
  const [first, ...aliases] = names;
  return [
    "<VirtualHost *:80>",
    `    ServerName ${first ?? ""}`,
    ...(aliases.length > 0 ? [`    ServerAlias ${aliases.join(" ")}`] : []),
    ...challengeLines(),
    "</VirtualHost>",
  ];
}

function challengeLines(): string[] {
  return [
    `    Alias /.well-known/acme-challenge/ ${CHALLENGE_FOLDER}`,
    `    <Directory ${CHALLENGE_FOLDER}>`,
    "        Require all granted",
    "        ForceType text/plain",
    "    </Directory>",
  ];
}
