import type { HopOutcome, HopSeen, WellKnownSeen } from "../../shared/facts/observation.ts";
import { judgeChain } from "./network-certificate.ts";
import { withoutBrackets } from "./network-connect.ts";
import { getOver } from "./network-http.ts";
import {
  findAddresses,
  listAddresses,
  openFirst,
  openHostTcp,
  openHostTls,
} from "./network-open.ts";
import type { NetworkContext } from "./network-open.ts";
import type { TlsOutcome } from "./network-tls.ts";

/** Redirects followed, as Synapse does (matrix-federation.md section 1.4). */
const MAX_REDIRECTS = 20;
/** Bytes of the file that are read, as Synapse does since 1.25.0. */
const MAX_BYTES = 50 * 1024;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches `https://HOST/.well-known/matrix/FILE` from every address of the host at once; redirects of
 * the first address that answers are followed to their end. A bad certificate is noted, the body still read.
 */
export async function fetchWellKnown(
  context: NetworkContext,
  host: string,
  file: "server" | "client",
): Promise<WellKnownSeen> {
  const url = new URL(`https://${host}/.well-known/matrix/${file}`);
  const { first, byAddress } = await fetchEverywhere(context, host, url);
  const hops: HopSeen[] = [{ url: url.href, outcome: first }];
  const visited = new Set([url.href]);
  let next = redirectOf(first, url);
  while (next !== null) {
    if (visited.has(next.href) || hops.length > MAX_REDIRECTS) {
      return { kind: "well-known", hops, loop: true, byAddress };
    }
    visited.add(next.href);
    const outcome = await fetchHop(context, next);
    hops.push({ url: next.href, outcome });
    next = redirectOf(outcome, next);
  }
  return { kind: "well-known", hops, loop: false, byAddress };
}

async function fetchEverywhere(context: NetworkContext, host: string, url: URL) {
  const seen = await findAddresses(context, host);
  const addresses = listAddresses(seen);
  const all = await Promise.all(
    addresses.map(async (address) => {
      const tls = await openHostTls(context, host, address, 443);
      return {
        address,
        outcome: await readTls(context, tls, url),
        fromHere: tls.kind !== "unreachable",
      };
    }),
  );
  const first = all.find((each) => each.outcome.kind === "answered") ?? all[0];
  if (first === undefined) {
    const rcode = seen.a.rcode === "NODATA" ? seen.aaaa.rcode : seen.a.rcode;
    return { first: { kind: "no-address", rcode } satisfies HopOutcome, byAddress: {} };
  }
  const others = all.filter((each) => each.fromHere && !isAlike(each.outcome, first.outcome));
  return {
    first: first.outcome,
    byAddress: Object.fromEntries(others.map((each) => [each.address, each.outcome])),
  };
}

function isAlike(one: HopOutcome, other: HopOutcome): boolean {
  if (one.kind !== "answered" || other.kind !== "answered") return one.kind === other.kind;
  return one.status === other.status && one.body === other.body;
}

async function fetchHop(context: NetworkContext, url: URL): Promise<HopOutcome> {
  const host = withoutBrackets(url.hostname);
  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  const seen = await findAddresses(context, host);
  const addresses = listAddresses(seen);
  if (!isTls) {
    const tcp = await openFirst(addresses, (address) => openHostTcp(context, host, address, port));
    if (tcp?.kind === "open") return readAnswer(context, tcp.socket, url, null);
    return tcp === null ? { kind: "no-address", rcode: seen.a.rcode } : deadOutcome(tcp.kind);
  }
  const tls = await openFirst(addresses, (address) => openHostTls(context, host, address, port));
  return tls === null ? { kind: "no-address", rcode: seen.a.rcode } : readTls(context, tls, url);
}

async function readTls(context: NetworkContext, tls: TlsOutcome, url: URL): Promise<HopOutcome> {
  if (tls.kind !== "open") return deadOutcome(tls.kind);
  const answer = readAnswer(context, tls.socket, url, null);
  const certificate = judgeChain(tls.sent, context.roots);
  const outcome = await answer;
  return "certificate" in outcome ? { ...outcome, certificate } : outcome;
}

async function readAnswer(
  context: NetworkContext,
  socket: Parameters<typeof getOver>[0],
  url: URL,
  certificate: null,
): Promise<HopOutcome> {
  const answer = await getOver(socket, {
    host: url.host,
    path: `${url.pathname}${url.search}`,
    maxBytes: MAX_BYTES,
    answerMs: context.waits.answerMs,
    totalMs: context.waits.totalMs,
  });
  return answer.kind === "answered" ? { ...answer, certificate } : { kind: "silent", certificate };
}

function deadOutcome(kind: Exclude<TlsOutcome["kind"], "open">): HopOutcome {
  switch (kind) {
    case "refused":
    case "unreachable":
      return { kind: "refused" };
    case "timeout":
      return { kind: "timeout" };
    case "plain":
      return { kind: "not-tls" };
    case "handshake-failed":
      return { kind: "handshake-failed" };
    case "silent":
      return { kind: "silent", certificate: null };
  }
}

/** Where an answer leads on; null where it is the end, or leads somewhere that is no web address. */
function redirectOf(outcome: HopOutcome, base: URL): URL | null {
  if (outcome.kind !== "answered" || !REDIRECTS.has(outcome.status)) return null;
  const location = outcome.headers["location"] ?? "";
  const next = URL.canParse(location, base.href) ? new URL(location, base.href) : null;
  const isWeb =
    next !== null && location !== "" && /^https?:$/.test(next.protocol) && next.hostname !== "";
  return isWeb ? next : null;
}
