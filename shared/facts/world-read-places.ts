import type { Instant } from "../domain/instant.ts";
import { parseIso } from "../domain/iso-time.ts";
import type { CertificateSeen } from "./observation.ts";
import { under, type Misread } from "./world-misread.ts";
import type { CertificateJson, EndpointJson, PageJson, SiteJson } from "./world-schema.ts";
import type { WorldEndpoint, WorldPage, WorldSite } from "./world-types.ts";

/** Reads a certificate of a world file; `host` gives the name where none is said (a site of `https`). */
export function readCertificate(
  json: CertificateJson,
  host: string | null,
  misread: Misread,
): CertificateSeen {
  const said = json.names === undefined ? null : [json.names].flat();
  if (said === null && host === null) misread("names", "a certificate has names");
  return {
    names: (said ?? [host ?? ""]).map((name) => name.toLowerCase().replace(/\.$/, "")),
    cnOnly: json.cnOnly ?? false,
    issuer: json.issuer ?? "public",
    issuerName: null,
    complete: json.complete ?? true,
    notBefore: readMoment(json.notBefore, "notBefore", misread),
    notAfter: readMoment(json.notAfter, "notAfter", misread),
    fingerprint: null,
  };
}

/** Reads a moment; null where none is said. */
export function readMoment(
  text: string | null | undefined,
  where: string,
  misread: Misread,
): Instant | null {
  if (text === null || text === undefined) return null;
  const moment = parseIso(text);
  if (moment === null) misread(where, `${text} is not an ISO 8601 time`);
  return moment;
}

/** Reads port 443 of a host. Without a certificate of its own it has a good one for the host: `https` says that TLS is spoken. */
export function readSite(json: SiteJson, host: string, misread: Misread): WorldSite {
  const { certificate, ...paths } = json;
  for (const path of Object.keys(paths)) {
    if (!path.startsWith("/")) misread(path, "neither certificate nor a path that begins with /");
  }
  const pages = Object.entries(paths).map(([path, page]) => [path, readPage(page)] as const);
  return {
    certificate: readCertificate(certificate ?? {}, host, under("certificate", misread)),
    pages: Object.fromEntries(pages),
  };
}

function readPage(json: PageJson): WorldPage {
  const headers: { [name: string]: string } =
    json.location === undefined ? {} : { location: json.location };
  for (const [name, value] of Object.entries(json.headers ?? {})) {
    headers[name.toLowerCase()] = String(value);
  }
  return {
    silent: json.silent ?? false,
    status: json.status ?? (json.location === undefined ? 200 : 302),
    headers,
    body: json.json === undefined ? (json.body ?? "") : JSON.stringify(json.json),
  };
}

/** Reads ADDRESS:PORT. */
export function readEndpoint(json: EndpointJson, misread: Misread): WorldEndpoint {
  const tls =
    json.tls === undefined || json.tls === "both" ? (["1.2", "1.3"] as const) : [json.tls].flat();
  const certificate = json.certificate ?? null;
  return {
    open: json.open ?? true,
    silent: json.silent ?? false,
    tls,
    certificate:
      certificate === null
        ? null
        : readCertificate(certificate, null, under("certificate", misread)),
    ...(json.serverName === undefined ? {} : { serverName: json.serverName }),
  };
}
