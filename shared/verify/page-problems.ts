import type { HttpSeen, PageSeen } from "../facts/observation.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { problem, type Problem, type ProblemData } from "../problems/problem.ts";
import { isUnrouted } from "../resolve/endpoint-verdict.ts";
import type { Instant } from "../domain/instant.ts";
import { formatIso } from "../domain/iso-time.ts";

/** What the pages of an endpoint are judged with. */
export interface PageContext {
  readonly serverName: string;
  readonly now: Instant;
  /** Goes into each problem's data. */
  readonly place: ProblemData;
  /** The same endpoint answers as a homeserver when it is asked with another `Host`. */
  readonly answersOtherHost: boolean;
  /** A site of the same name, on the same address and port, shows its well-known file: the proxy knows the name. */
  readonly servesThisHost: boolean;
  /** The key document's name is that of a server which is led to the name asked. */
  readonly isHostOf: (serverName: string) => boolean;
}

/** Everything wrong with what an endpoint answers: the federation API, then the keys, then what a proxy does to requests. */
export function pageProblems(http: HttpSeen, context: PageContext): readonly Problem[] {
  const version = pageCode(http.version, http, context);
  if (version !== null) return [pageProblem(version, "version", http.version, context)];
  return [
    ...keyProblems(http, context),
    ...versionProblems(http, context),
    ...proxyProblems(http, context),
  ];
}

function pageProblem(
  code: ProblemCode,
  page: "version" | "keys",
  seen: PageSeen,
  context: PageContext,
): Problem {
  const path = page === "version" ? "/_matrix/federation/v1/version" : "/_matrix/key/v2/server";
  const to = seen.location === null ? "" : `, Location ${seen.location}`;
  const evidence =
    seen.status === 0
      ? `${path}: no answer`
      : `${path}: ${seen.status}${seen.json ? " JSON" : ""}${to}`;
  return problem(
    code,
    { ...context.place, status: seen.status, path, location: seen.location },
    { evidence },
  );
}

/**
 * What a page's status says; null where it is as it should be. 404 and 503 mean different things with
 * the same number: where another `Host` meets the homeserver, the proxy does not route this one; a 404
 * in JSON is a homeserver's own, whose federation resource is not served there. A page that says 404
 * to everything is a proxy that does not route the name; one that shows a site is no homeserver.
 */
function pageCode(page: PageSeen, http: HttpSeen, context: PageContext): ProblemCode | null {
  const { status } = page;
  if (status === 0) return "response-timeout";
  // Who shows the keys of the name is its homeserver, whatever its version page looks like.
  if (status === 200) return page.json || isOurs(http, context) ? null : "not-a-homeserver";
  if (status >= 300 && status < 400) return "federation-api-redirected";
  if (status === 403 || status === 405) return "federation-api-forbidden";
  if (status === 421) return "host-header-not-routed";
  if (status === 404 || status === 503) {
    if (context.answersOtherHost) return "host-header-not-routed";
    if (status === 503) return "upstream-down";
    if (page.json || http.serverName !== null) return "federation-listener-missing";
    return isUnrouted(http) && !context.servesThisHost
      ? "host-header-not-routed"
      : "not-a-homeserver";
  }
  return status === 502 || status === 504 ? "upstream-down" : "http-error";
}

function isOurs(http: HttpSeen, { serverName }: PageContext): boolean {
  return http.serverName === serverName;
}

function versionProblems(http: HttpSeen, context: PageContext): readonly Problem[] {
  if (http.version.namesVersion !== false) return [];
  const evidence = `/_matrix/federation/v1/version: 200${http.version.json ? " JSON" : ""}, names no version`;
  return [problem("version-not-named", context.place, { severity: "warning", evidence })];
}

function keyProblems(http: HttpSeen, context: PageContext): readonly Problem[] {
  if (http.keys === null) return [];
  const code = keyPageCode(http, context);
  if (code !== null) return [pageProblem(code, "keys", http.keys, context)];
  const name = http.serverName;
  const data: ProblemData = { ...context.place, name: context.serverName, found: name };
  const evidence = `/_matrix/key/v2/server says server_name ${name ?? "nothing"}`;
  const wrongName: ProblemCode =
    name !== null && context.isHostOf(name) ? "wrong-name-asked" : "key-server-name-mismatch";
  return [
    ...(isOurs(http, context) ? [] : [problem(wrongName, data, { evidence })]),
    ...documentProblems(http, context.now, data),
  ];
}

function keyPageCode(http: HttpSeen, context: PageContext): ProblemCode | null {
  const page = http.keys;
  if (page === null) return null;
  if (page.status === 404) return "federation-listener-missing";
  if (page.status === 200 && http.serverName === null) {
    return http.software === null ? "not-a-homeserver" : "federation-listener-missing";
  }
  return pageCode(page, http, context);
}

function documentProblems(http: HttpSeen, now: Instant, place: ProblemData): readonly Problem[] {
  const until = http.keysValidUntil ?? null;
  const validUntil = until !== null && Math.abs(until) < 8.64e15 ? formatIso(until) : null;
  const data = { ...place, validUntil };
  const { keyFaults } = http;
  const isOver = until === null ? keyFaults.includes("expired") : until <= now;
  const unsigned = keyFaults.find((fault) => fault !== "expired" && fault !== "name-mismatch");
  return [
    ...(isOver
      ? [problem("keys-expired", data, { evidence: `valid until ${validUntil ?? "?"}` })]
      : []),
    ...(unsigned === undefined
      ? []
      : [problem("keys-bad-signature", data, { evidence: `key document: ${unsigned}` })]),
  ];
}

function proxyProblems(http: HttpSeen, context: PageContext): readonly Problem[] {
  const { place } = context;
  const slash = { decoded: "uri-decoded-by-proxy", rejected: "encoded-slash-rejected" } as const;
  const { encodedSlash } = http;
  const isTold = encodedSlash === "decoded" || encodedSlash === "rejected";
  return [
    ...(isTold
      ? [problem(slash[encodedSlash], place, { evidence: `%2F was ${encodedSlash}` })]
      : []),
    ...(http.bodyRefused === true
      ? [
          problem("body-limit-too-small", place, {
            severity: "warning",
            evidence: "413 for a body of 1.1 MB",
          }),
        ]
      : []),
  ];
}
