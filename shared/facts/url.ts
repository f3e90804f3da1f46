/** The parts of an http or https URL that a fetch needs; `path` keeps the query and leaves out the fragment. */
export interface UrlParts {
  readonly scheme: "http" | "https";
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Reads an absolute http or https URL; null where it is none. */
export function readUrl(text: string): UrlParts | null {
  const parts = /^(https?):\/\/(?:[^/?#@]*@)?(?:\[([^\]]*)\]|([^/?#:]*))(?::(\d*))?([^#]*)/i.exec(
    text.trim(),
  );
  const host = parts?.[2] ?? parts?.[3] ?? "";
  if (!parts || host === "") return null;
  const scheme = (parts[1] ?? "").toLowerCase() === "http" ? "http" : "https";
  const port = parts[4] ? Number(parts[4]) : scheme === "http" ? 80 : 443;
  const path = parts[5] ?? "";
  if (port < 1 || port > 65_535 || !/^(?:[/?]|$)/.test(path)) return null;
  return { scheme, host, port, path: path.startsWith("/") ? path : `/${path}` };
}

/** Prints a URL; the default port is left out. */
export function printUrl(url: UrlParts): string {
  const host = url.host.includes(":") ? `[${url.host}]` : url.host;
  const usual = url.port === (url.scheme === "http" ? 80 : 443);
  return `${url.scheme}://${host}${usual ? "" : `:${url.port}`}${url.path}`;
}

/** Where a `Location` leads from a URL (RFC 3986 section 5.2, without dot segments); null where nowhere. */
export function followLocation(from: UrlParts, location: string): UrlParts | null {
  const target = location.trim().replace(/#.*$/, "");
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return readUrl(target);
  if (target.startsWith("//")) return readUrl(`${from.scheme}:${target}`);
  if (target.startsWith("/")) return { ...from, path: target };
  const bare = from.path.replace(/\?.*$/, "");
  if (target === "") return { ...from, path: bare };
  if (target.startsWith("?")) return { ...from, path: `${bare}${target}` };
  return { ...from, path: `${bare.replace(/[^/]*$/, "")}${target}` };
}
