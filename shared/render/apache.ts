import { MARKER } from "./marker.ts";
import { CHALLENGE_FOLDER, type ProxySite, type ProxyWriter } from "./proxy-site.ts";

/**
 * Apache: `nocanon` and `AllowEncodedSlashes NoDecode` keep the path as it was signed, and mod_security
 * is switched off for these requests (Synapse, docs/reverse_proxy.md). Apache adds X-Forwarded-For
 * itself; appending would let peers forge the first entry, so what came is dropped before.
 */
export const apache: ProxyWriter = {
  challenge: (names) => [MARKER, ...challengeHost(names), ""].join("\n"),
  site: (site, challengeNames) =>
    [
      MARKER,
      ...(challengeNames.length > 0 ? [...challengeHost(challengeNames), ""] : []),
      ...(site.port === 443 ? [] : [`Listen ${site.port}`]),
      ...siteHost(site),
      "",
    ].join("\n"),
};

function siteHost(site: ProxySite): string[] {
  const [first, ...aliases] = site.names;
  const upstream = `http://127.0.0.1:${site.upstreamPort}`;
  return [
    `<VirtualHost *:${site.port}>`,
    `    ServerName ${first ?? ""}`,
    ...(aliases.length > 0 ? [`    ServerAlias ${aliases.join(" ")}`] : []),
    "    SSLEngine on",
    ...(site.tlsFolder === null
      ? [
          `    # SSLCertificateFile and SSLCertificateKeyFile: as the site of ${first ?? ""} has them on port 443`,
        ]
      : [
          `    SSLCertificateFile ${site.tlsFolder}/fullchain.pem`,
          `    SSLCertificateKeyFile ${site.tlsFolder}/privkey.pem`,
        ]),
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
    "</VirtualHost>",
  ];
}

function challengeHost(names: readonly string[]): string[] {
  const [first, ...aliases] = names;
  return [
    "<VirtualHost *:80>",
    `    ServerName ${first ?? ""}`,
    ...(aliases.length > 0 ? [`    ServerAlias ${aliases.join(" ")}`] : []),
    `    Alias /.well-known/acme-challenge/ ${CHALLENGE_FOLDER}`,
    `    <Directory ${CHALLENGE_FOLDER}>`,
    "        Require all granted",
    "        ForceType text/plain",
    "    </Directory>",
    "</VirtualHost>",
  ];
}
