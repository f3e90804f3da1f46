/** What the guard looks at in a request. */
export interface Asked {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** What browsers say of where a request comes from (Fetch Metadata). Absent in old ones. */
  readonly site: string | undefined;
  readonly mode: string | undefined;
}

/** Why a request is turned away; null: it may pass. */
export type Turned = "host" | "origin" | "site" | "method" | null;

/**
 * Judges a request to a server on `http://127.0.0.1:PORT` before anything else does. `Host` must be that
 * very address (a name that was made to point here is turned away), `Origin` that very origin (it must be
 * there wherever something is sent), and the browser must call the request same-origin, or a page that
 * a person opened by hand.
 */
export function judgeRequest(asked: Asked, port: number): Turned {
  const host = `127.0.0.1:${port}`;
  if (asked.host !== host) return "host";
  if (asked.method !== "GET" && asked.method !== "HEAD" && asked.method !== "POST") return "method";
  const isSent = asked.method === "POST";
  if (asked.origin === undefined ? isSent : asked.origin !== `http://${host}`) return "origin";
  if (asked.site === undefined || asked.site === "same-origin") return null;
  const isOpened = asked.site === "none" && !isSent && asked.mode === "navigate";
  return isOpened ? null : "site";
}

/** The token of `Authorization: Bearer TOKEN`; null where there is none. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(header ?? "")?.[1] ?? null;
}
