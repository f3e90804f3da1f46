import { z } from "zod";
import type { EndpointSeen, HttpSeen, PageSeen, Query } from "../../shared/facts/observation.ts";
import { judgeChain } from "./network-certificate.ts";
import { reroute, withoutBrackets } from "./network-connect.ts";
import { announceBody, getOver } from "./network-http.ts";
import type { HttpAnswer } from "./network-http.ts";
import { judgeKeys } from "./network-keys.ts";
import type { NetworkContext } from "./network-open.ts";
import { openTls } from "./network-tls.ts";
import type { TlsManner, TlsOpen, TlsOutcome } from "./network-tls.ts";

type EndpointQuery = Extract<Query, { readonly ask: "endpoint" }>;
type Open = (manner?: TlsManner) => Promise<TlsOutcome>;

const VERSION = "/_matrix/federation/v1/version";
const KEYS = "/_matrix/key/v2/server";
/** An event that nobody has: a homeserver answers 401 for want of a signature, with or without the slash. */
const EVENT = "/_matrix/federation/v1/event/%24homeport";
const SEND = "/_matrix/federation/v1/send/homeport";
/** A transaction of ordinary size; nginx refuses above 1 MiB unless told otherwise. */
const BODY_BYTES = 1_100_000;
const MAX_PAGE = 64 * 1024;
/** Milliseconds that a probe may wait for an answer; a check does not hang on what is only nice to know. */
const PROBE_MS = 3000;
/** Shorter for the body: who neither refuses it nor says "go on" waits for it. */
const BODY_MS = 1000;
/** For the connections beside the main one, which alone finds out why there is no TLS. */
const BESIDE: TlsManner = { maxVersion: "TLSv1.3", askPlain: false };

/**
 * Looks at one endpoint as a peer would. All questions go out at once, each over its own connection,
 * so that a healthy server costs three round trips (TCP, TLS, answer).
 */
export async function observeEndpoint(
  context: NetworkContext,
  query: EndpointQuery,
): Promise<EndpointSeen> {
  const target = reroute(context.connectTo, namesOf(context, query), query.address, query.port);
  const open: Open = (manner = BESIDE) =>
    openTls({ ...target, sni: query.sni }, context.waits, manner);
  const main = open({ ...BESIDE, askPlain: true });
  const rest = Promise.all([
    askPage(context, query, open, KEYS),
    speaks12(open),
    probeSlash(context, query, open),
    probeBody(context, query, open),
  ]);
  const tls = await main;
  if (tls.kind !== "open") {
    await rest;
    return closedEndpoint(tls.kind);
  }
  const version = await getPage(context, query, tls, VERSION);
  const root = await askRoot(context, query, open, version);
  const [first, has12, encodedSlash, bodyRefused] = await rest;
  // A server that takes few connections at once may have cut this one; asked alone it counts.
  const keys = first.kind === "cut" ? await askPage(context, query, open, KEYS) : first;
  const certificate = judgeChain(tls.sent, context.roots);
  if (certificate === null) return closedEndpoint("handshake-failed");
  const versions = has12 || tls.version === "1.2" ? (["1.2"] as const) : [];
  return {
    kind: "endpoint",
    tcp: "open",
    tls: {
      spoken: true,
      versions: tls.version === "1.3" ? [...versions, "1.3"] : versions,
      certificate,
    },
    http: httpSeen(version, keys, { root, encodedSlash, bodyRefused }, context.now()),
  };
}

/** Every name under which `--connect-to` may mean this endpoint. */
function namesOf(context: NetworkContext, query: EndpointQuery): readonly string[] {
  const host = withoutBrackets(query.hostHeader.replace(/:[0-9]+$/, ""));
  const asked = context.hostsAt.get(query.address) ?? [];
  return [host, ...asked, ...(query.sni === null ? [] : [query.sni])];
}

function closedEndpoint(kind: Exclude<TlsOutcome["kind"], "open">): EndpointSeen {
  if (kind === "refused" || kind === "timeout" || kind === "unreachable") {
    return { kind: "endpoint", tcp: kind, tls: null, http: null };
  }
  return { kind: "endpoint", tcp: "open", tls: { spoken: false, why: kind }, http: null };
}

function httpSeen(
  version: HttpAnswer,
  keys: HttpAnswer,
  probes: Pick<HttpSeen, "root" | "encodedSlash" | "bodyRefused">,
  now: number,
): HttpSeen {
  const judged = keys.kind === "answered" && keys.status === 200 ? judgeKeys(keys.body, now) : null;
  return {
    version: versionSeen(version),
    keys: pageSeen(keys),
    serverName: judged?.serverName ?? null,
    software: softwareOf(version),
    keysValidUntil: judged?.validUntil ?? null,
    keyFaults: judged?.faults ?? ["missing"],
    ...probes,
  };
}

function pageSeen(answer: HttpAnswer): PageSeen {
  if (answer.kind !== "answered") return { status: 0, json: false, location: null };
  const location = answer.headers["location"] ?? null;
  return {
    status: answer.status,
    json: isJson(answer.body),
    location: location?.slice(0, 500) ?? null,
  };
}

/** A page of 200 says whether it is one as the spec has it ("GET /_matrix/federation/v1/version"). */
function versionSeen(answer: HttpAnswer): PageSeen {
  const page = pageSeen(answer);
  if (answer.kind !== "answered" || answer.status !== 200) return page;
  const server = page.json
    ? VersionPage.safeParse(JSON.parse(answer.body)).data?.server
    : undefined;
  return { ...page, namesVersion: server?.version !== undefined && server.version !== "" };
}

/** A page that is not there says little; `/` tells a proxy that does not know the name from a website. */
async function askRoot(
  context: NetworkContext,
  query: EndpointQuery,
  open: Open,
  version: HttpAnswer,
): Promise<PageSeen | null> {
  if (version.kind !== "answered" || version.status !== 404 || isJson(version.body)) return null;
  return pageSeen(await askPage(context, query, open, "/", PROBE_MS));
}

function isJson(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

const VersionPage = z.looseObject({
  server: z.looseObject({ name: z.string().max(100), version: z.string().max(100).optional() }),
});

function softwareOf(answer: HttpAnswer): string | null {
  if (answer.kind !== "answered" || answer.status !== 200 || !isJson(answer.body)) return null;
  const page = VersionPage.safeParse(JSON.parse(answer.body));
  if (!page.success) return null;
  const { name, version } = page.data.server;
  return (
    [name, version ?? ""]
      .join(" ")
      .replace(/[^\u0020-\u007e]/g, "")
      .trim() || null
  );
}

async function askPage(
  context: NetworkContext,
  query: EndpointQuery,
  open: Open,
  path: string,
  waitMs = context.waits.answerMs,
): Promise<HttpAnswer> {
  const tls = await open();
  return tls.kind === "open" ? getPage(context, query, tls, path, waitMs) : { kind: "cut" };
}

function getPage(
  context: NetworkContext,
  query: EndpointQuery,
  tls: TlsOpen,
  path: string,
  waitMs = context.waits.answerMs,
): Promise<HttpAnswer> {
  const { answerMs, totalMs } = context.waits;
  const wait = Math.min(waitMs, answerMs);
  return getOver(tls.socket, {
    host: query.hostHeader,
    path,
    maxBytes: MAX_PAGE,
    answerMs: wait,
    totalMs,
  });
}

async function speaks12(open: Open): Promise<boolean> {
  const tls = await open({ maxVersion: "TLSv1.2", askPlain: false });
  if (tls.kind === "open") tls.socket.destroy();
  return tls.kind === "open";
}

/**
 * What becomes of `%2F` in a path. 401 means that the homeserver knew the path, so it came unchanged.
 * Otherwise the same path without the slash tells: where only the one with it is unknown to the
 * homeserver (JSON), a proxy decoded it; where it meets a page that is no JSON, a proxy refused it.
 */
async function probeSlash(
  context: NetworkContext,
  query: EndpointQuery,
  open: Open,
): Promise<HttpSeen["encodedSlash"]> {
  const probe = await askPage(context, query, open, `${EVENT}%2Fprobe`, PROBE_MS);
  if (probe.kind !== "answered") return "untried";
  if (probe.status === 401 && isJson(probe.body)) return "kept";
  if (probe.status < 400 || probe.status >= 500) return "untried";
  const control = await askPage(context, query, open, EVENT, PROBE_MS);
  if (control.kind !== "answered" || !isJson(control.body)) return "untried";
  if (!isJson(probe.body)) return "rejected";
  return control.status === 401 && probe.status !== 401 ? "decoded" : "untried";
}

async function probeBody(
  context: NetworkContext,
  query: EndpointQuery,
  open: Open,
): Promise<boolean | null> {
  const tls = await open();
  if (tls.kind !== "open") return null;
  const answerMs = Math.min(context.waits.answerMs, BODY_MS);
  const get = { host: query.hostHeader, path: SEND, maxBytes: 0, answerMs, totalMs: answerMs };
  const status = await announceBody(tls.socket, get, BODY_BYTES);
  return status === null ? null : status === 413;
}
