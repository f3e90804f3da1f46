import { z } from "zod";
import type { EndpointSeen, HttpSeen, PageSeen, Query } from "../../shared/facts/observation.ts";
import { judgeChain } from "./network-certificate.ts";
import { reroute } from "./network-connect.ts";
import { announceBody, getOver } from "./network-http.ts";
import type { HttpAnswer } from "./network-http.ts";
import { judgeKeys } from "./network-keys.ts";
import type { NetworkContext } from "./network-open.ts";
import { openTls } from "./network-tls.ts";
import type { TlsOpen, TlsOutcome } from "./network-tls.ts";

type EndpointQuery = Extract<Query, { readonly ask: "endpoint" }>;
type Open = (maxVersion?: "TLSv1.2") => Promise<TlsOutcome>;

const VERSION = "/_matrix/federation/v1/version";
const KEYS = "/_matrix/key/v2/server";
/** An event that nobody has: a homeserver answers 401 for want of a signature, with or without the slash. */
const EVENT = "/_matrix/federation/v1/event/%24homeport";
const SEND = "/_matrix/federation/v1/send/homeport";
/** A transaction of ordinary size; nginx refuses above 1 MiB unless told otherwise. */
const BODY_BYTES = 1_100_000;
const MAX_PAGE = 64 * 1024;

/**
 * Looks at one endpoint as a peer would. All questions go out at once, each over its own connection,
 * so that a healthy server costs three round trips (TCP, TLS, answer).
 */
export async function observeEndpoint(
  context: NetworkContext,
  query: EndpointQuery,
): Promise<EndpointSeen> {
  const target = reroute(context.connectTo, namesOf(context, query), query.address, query.port);
  const open: Open = (maxVersion) => openTls({ ...target, sni: query.sni }, context.waits, maxVersion);
  const main = open();
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
  const [keys, has12, encodedSlash, bodyRefused] = await rest;
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
    http: httpSeen(version, keys, { encodedSlash, bodyRefused }, context.now()),
  };
}

/** Every name under which `--connect-to` may mean this endpoint. */
function namesOf(context: NetworkContext, query: EndpointQuery): readonly string[] {
  const host = query.hostHeader.replace(/:[0-9]+$/, "").replace(/^\[|\]$/g, "");
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
  probes: Pick<HttpSeen, "encodedSlash" | "bodyRefused">,
  now: number,
): HttpSeen {
  const judged = keys.kind === "answered" && keys.status === 200 ? judgeKeys(keys.body, now) : null;
  return {
    version: pageSeen(version),
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
  return { status: answer.status, json: isJson(answer.body), location: location?.slice(0, 500) ?? null };
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
  return [name, version ?? ""].join(" ").replace(/[^\u0020-\u007e]/g, "").trim() || null;
}

async function askPage(
  context: NetworkContext,
  query: EndpointQuery,
  open: Open,
  path: string,
): Promise<HttpAnswer> {
  const tls = await open();
  return tls.kind === "open" ? getPage(context, query, tls, path) : { kind: "cut" };
}

function getPage(
  context: NetworkContext,
  query: EndpointQuery,
  tls: TlsOpen,
  path: string,
): Promise<HttpAnswer> {
  const { answerMs, totalMs } = context.waits;
  return getOver(tls.socket, { host: query.hostHeader, path, maxBytes: MAX_PAGE, answerMs, totalMs });
}

async function speaks12(open: Open): Promise<boolean> {
  const tls = await open("TLSv1.2");
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
  const probe = await askPage(context, query, open, `${EVENT}%2Fprobe`);
  if (probe.kind !== "answered") return "untried";
  if (probe.status === 401 && isJson(probe.body)) return "kept";
  if (probe.status < 400 || probe.status >= 500) return "untried";
  const control = await askPage(context, query, open, EVENT);
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
  const answerMs = Math.min(context.waits.answerMs, 3000);
  const get = { host: query.hostHeader, path: SEND, maxBytes: 0, answerMs, totalMs: answerMs };
  const status = await announceBody(tls.socket, get, BODY_BYTES);
  return status === null ? null : status === 413;
}
