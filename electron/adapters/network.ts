import { isIP } from "node:net";
import type { Network, PlainAnswer } from "../engine/ports.ts";
import { answersTo } from "../../shared/facts/answers-to.ts";
import type { Observation, Query } from "../../shared/facts/observation.ts";
import type { Roots } from "./network-certificate.ts";
import type { ConnectTo } from "./network-connect.ts";
import { observeEndpoint } from "./network-endpoint.ts";
import { getOver } from "./network-http.ts";
import { findAddresses, listAddresses, openFirst, openHostTcp } from "./network-open.ts";
import type { Lookups, NetworkContext } from "./network-open.ts";
import type { NetworkWaits } from "./network-tls.ts";
import { fetchVerifiedUrl } from "./network-verified.ts";
import { fetchWellKnown } from "./network-well-known.ts";

/** What `createNetwork` takes. `dns` comes from `dns.ts`, `trust` from `trust.ts`; `now` in ms, for key documents. */
export interface NetworkOptions {
  readonly dns: Lookups;
  readonly trust: Roots;
  readonly connectTo?: readonly ConnectTo[];
  /** The user chose the name servers or where to connect: private addresses are expected then. */
  readonly isRerouted?: boolean;
  readonly waits?: Partial<NetworkWaits>;
  readonly now?: () => number;
}

/** Milliseconds; `cli.md`: every network wait has an end, 10 s for a connect. */
const WAITS: NetworkWaits = {
  connectMs: 10_000,
  handshakeMs: 10_000,
  answerMs: 10_000,
  totalMs: 15_000,
};
const MAX_BYTES = 64 * 1024;

/** The live network, seen from this machine. Nothing is cached but which host had which address. */
export function createNetwork(options: NetworkOptions): Network {
  const context: NetworkContext = {
    dns: options.dns,
    roots: options.trust,
    connectTo: options.connectTo ?? [],
    waits: { ...WAITS, ...options.waits },
    now: options.now ?? (() => Date.now()),
    hostsAt: new Map(),
  };
  return {
    isRerouted: options.isRerouted ?? context.connectTo.length > 0,
    observe: async (query) => {
      const answer = await observe(context, query);
      if (answersTo(query, answer)) return answer;
      throw new Error(`asked ${query.ask}, was answered ${answer.kind}`);
    },
    fetchPlain: (name, path) => fetchPlain(context, name, path),
    fetchVerified: (url, now) =>
      fetchVerifiedUrl(now === undefined ? context : { ...context, now: () => now }, url),
  };
}

function observe(context: NetworkContext, query: Query): Promise<Observation> {
  switch (query.ask) {
    case "addresses":
      return findAddresses(context, query.host);
    case "srv":
      return context.dns.srv(query.service, query.name);
    case "caa":
      return context.dns.caa(query.name);
    case "well-known":
      return fetchWellKnown(context, query.host, query.file);
    case "endpoint":
      return observeEndpoint(context, query);
  }
}

async function fetchPlain(
  context: NetworkContext,
  name: string,
  path: string,
): Promise<PlainAnswer> {
  const addresses = isIP(name) ? [name] : listAddresses(await findAddresses(context, name));
  const tcp = await openFirst(addresses, (address) => openHostTcp(context, name, address, 80));
  if (tcp?.kind !== "open") return { kind: "failed", why: tcp?.kind ?? "no-address" };
  const { answerMs, totalMs } = context.waits;
  const host = name.includes(":") ? `[${name}]` : name;
  const answer = await getOver(tcp.socket, { host, path, maxBytes: MAX_BYTES, answerMs, totalMs });
  return answer.kind === "answered" ? answer : { kind: "failed", why: answer.kind };
}
