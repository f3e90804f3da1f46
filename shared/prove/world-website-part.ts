import type { CertificateJson, PageJson, WorldJson } from "../facts/world-schema.ts";
import type { Choice } from "./dimensions.ts";
import { delegatedOfChoice, hostOfChoice, servingPortsOfChoice } from "./world-places.ts";

type SitesJson = NonNullable<WorldJson["https"]>;

const PATH = "/.well-known/matrix/server";

/** `https` of a modelled world: the website of the server name, and where it redirects to. */
export function websitesOfChoice(choice: Choice): SitesJson {
  const host = hostOfChoice(choice);
  const literal = choice.form === "ipv4" || choice.form === "ipv6";
  const nowhere = choice.points === "nowhere" || choice.points === "servfail";
  if (literal || nowhere || choice.form === "with-port" || choice.wellKnown === "closed") return {};
  const page = pageOf(choice, host);
  const names = choice.points === "cdn" ? [host, `*.${host}`] : [host];
  const pages = page === null ? {} : { [PATH]: page };
  const site = siteJson({ names, ...faultOf(choice) }, pages);
  if (!choice.wellKnown.startsWith("redirect")) return { [host]: site };
  const target = siteJson({ names: [`www.${host}`] }, { [PATH]: rightPage(choice) });
  return { [host]: site, [`www.${host}`]: target };
}

function faultOf(choice: Choice): Omit<CertificateJson, "names"> {
  if (choice.wellKnown.startsWith("bad-certificate")) return { issuer: "self-signed" };
  const expired = choice.wellKnown === "expired-certificate";
  return { issuer: "public", ...(expired ? { notAfter: "2026-11-22T12:00:00Z" } : {}) };
}

function siteJson(
  certificate: CertificateJson,
  pages: { readonly [path: string]: PageJson },
): SitesJson[string] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no path is called certificate
  return { certificate, ...pages } as unknown as SitesJson[string];
}

function pageOf(choice: Choice, host: string): PageJson | null {
  const www = `https://www.${host}${PATH}`;
  switch (choice.wellKnown) {
    case "absent":
    case "closed":
      return null;
    case "right":
    case "bad-certificate":
    case "expired-certificate":
      return rightPage(choice);
    case "wrong":
      return served(choice, { "m.server": "elsewhere.example.org:8448" });
    case "stale":
    case "bad-certificate-stale":
      return served(choice, { "m.server": `${delegatedOfChoice(choice)}:8999` });
    case "no-port":
      return served(choice, { "m.server": delegatedOfChoice(choice) });
    case "bad-value":
      return served(choice, { "m.server": `https://${delegatedOfChoice(choice)}:8448/` });
    case "not-text":
      return served(choice, { "m.server": 8448 });
    case "to-itself":
      return served(choice, { "m.server": `${host}:8448` });
    case "html":
      return { status: 200, body: "<!doctype html><title>Welcome</title>" };
    case "redirect-301":
    case "redirect-302":
    case "redirect-308":
      return { status: Number(choice.wellKnown.slice(-3)), location: www };
    case "loop":
      return { status: 302, location: `https://${host}${PATH}` };
    case "silent":
      return { silent: true };
    case "error-503":
      return { status: 503, body: "busy" };
  }
}

function rightPage(choice: Choice): PageJson {
  const port = servingPortsOfChoice(choice)[0] ?? 8448;
  return served(choice, { "m.server": `${delegatedOfChoice(choice)}:${port}` });
}

function served(choice: Choice, json: { readonly "m.server": string | number }): PageJson {
  const said = choice.wellKnownCache !== "unsaid";
  const headers = said ? { headers: { "cache-control": `max-age=${choice.wellKnownCache}` } } : {};
  return { status: 200, json, ...headers };
}
