import { canonicalAddress } from "../domain/ip-address.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import { publicCertificate } from "../facts/public-certificate.ts";
import type {
  CertificateSeen,
  EndpointSeen,
  HopOutcome,
  Observation,
  Observe,
  Query,
  Untold,
} from "../facts/observation.ts";
import type { SynapseListener } from "../facts/host-seen.ts";
import { WELL_KNOWN_MAX_AGE } from "../render/well-known.ts";
import { overlayRecords } from "./overlay-records.ts";
import type {
  CertificatePlan,
  FileToWrite,
  ProxyRoute,
  PublishedFile,
  RecordChange,
  RetiredFile,
  Step,
} from "./plan.ts";
import type { Draft } from "./step-parts.ts";
import { withGoodWebsite } from "./website-file.ts";

/** What the effects of steps depend on besides the steps. */
export interface EffectContext {
  readonly serverName: string;
  /** Addresses on which the host answers. */
  readonly own: readonly string[];
  readonly certificate: CertificatePlan | null;
  /** The certificate that Synapse keeps serving; null where it has none, or gets the plan's. */
  readonly served: CertificateSeen | null;
  /** Ports on which Synapse itself speaks TLS before the plan. */
  readonly tlsPorts: readonly number[];
  /** Synapse reads the certificate of the plan once its file names it. */
  readonly synapseReads: boolean;
}

/** What steps change of what peers see: all of it, and data, so that equal effects can be told. */
export interface Effects {
  readonly host: HostAfter;
  readonly files: readonly PublishedFile[];
  readonly gone: readonly RetiredFile[];
  /** Hosts whose website has a good certificate again. */
  readonly renewed: readonly string[];
  readonly records: readonly RecordChange[];
}

/** Works out what steps that are done have changed. */
export function effectsOf(done: readonly (Step | Draft)[]): Effects {
  const host = hostAfter(done);
  const asked = done.filter((step) => step.kind === "ask-person");
  return {
    host,
    files: filesAfter(done, host),
    gone: asked.flatMap((step) => step.retires ?? []),
    renewed: asked.flatMap((step) => step.renews ?? []),
    records: done.flatMap(recordsOf),
  };
}

/** Gives the world after steps, on top of the world as seen; caches of others count as empty. */
export function worldAfter(
  observe: Observe,
  done: readonly (Step | Draft)[],
  context: EffectContext,
): Observe {
  return worldWith(observe, effectsOf(done), context);
}

/** Gives the world with the effects of steps, on top of the world as seen. */
export function worldWith(observe: Observe, effects: Effects, context: EffectContext): Observe {
  const { host, files, gone, renewed, records } = effects;
  const look = overlayRecords(renewed.reduce(withGoodWebsite, observe), records);
  return (query) => {
    const seen: Observation | Untold = look(query);
    if (query.ask === "well-known")
      return asAnswerTo(query, withFile(withoutFile(seen, gone, query), files, query, context));
    if (query.ask === "endpoint") return asAnswerTo(query, withHost(seen, host, query, context));
    return asAnswerTo(query, seen);
  };
}

/** Tells whether peers can notice a step at all; the time view looks anew only after these. */
export function isNoticed(step: Step): boolean {
  switch (step.kind) {
    case "publish-file":
    case "dns-record":
    case "ask-person":
      return true;
    case "control-service":
      // Port 80 answers the challenge alone, which no peer asks for.
      return step.opens.some((port) => port !== 80);
    case "write-file":
      return step.file.what === "proxy-snippet";
    case "order-key":
    case "obtain-certificate":
    case "wait":
    case "prove":
      return false;
  }
}

/** What the host makes answer: configuration counts from the restart or reload on that follows it. */
interface HostAfter {
  readonly synapse: readonly SynapseListener[] | null;
  readonly routes: readonly ProxyRoute[];
  readonly openPorts: readonly number[];
  readonly documents: readonly PublishedFile[];
}

const NOTHING_YET: HostAfter = { synapse: null, routes: [], openPorts: [], documents: [] };

function hostAfter(done: readonly (Step | Draft)[]): HostAfter {
  let [written, live] = [NOTHING_YET, NOTHING_YET];
  for (const step of done) {
    written = step.kind === "write-file" ? afterWriting(written, step.file) : written;
    live = afterActing(live, written, step);
  }
  return live;
}

function afterWriting(written: HostAfter, file: FileToWrite): HostAfter {
  switch (file.what) {
    case "synapse-config":
      return { ...written, synapse: file.opens };
    case "nginx-site":
    case "proxy-snippet":
      return { ...written, routes: file.opens, documents: file.documents };
    case "synapse-server-name":
      return written;
  }
}

function afterActing(live: HostAfter, written: HostAfter, step: Step | Draft): HostAfter {
  const proxied = { routes: written.routes, documents: written.documents };
  if (step.kind === "write-file" && step.file.what === "proxy-snippet")
    return { ...live, ...proxied };
  if (step.kind === "ask-person") return { ...live, openPorts: [...live.openPorts, ...step.ports] };
  if (step.kind !== "control-service") return live;
  return step.service === "synapse"
    ? { ...live, synapse: written.synapse }
    : { ...live, ...proxied };
}

function recordsOf(step: Step | Draft): readonly RecordChange[] {
  if (step.kind === "dns-record") return [step.record];
  return step.kind === "ask-person" ? step.records : [];
}

function filesAfter(done: readonly (Step | Draft)[], host: HostAfter): readonly PublishedFile[] {
  const handed = done.flatMap((step) =>
    step.kind === "publish-file" || step.kind === "ask-person" ? step.files : [],
  );
  return [...host.documents, ...handed];
}

/** A file that was taken away is not found, behind the certificate that the website has. */
function withoutFile(
  seen: Observation | Untold,
  gone: readonly RetiredFile[],
  query: Extract<Query, { ask: "well-known" }>,
): Observation | Untold {
  const url = urlOf(query);
  const first = seen.kind === "well-known" ? seen.hops[0]?.outcome : undefined;
  if (first?.kind !== "answered" || !gone.some((each) => each.url === url)) return seen;
  const outcome: HopOutcome = { ...first, status: 404, headers: {}, body: "", truncated: false };
  return { kind: "well-known", hops: [{ url, outcome }], loop: false, byAddress: {} };
}

function urlOf(query: Extract<Query, { ask: "well-known" }>): string {
  return `https://${query.host}/.well-known/matrix/${query.file}`;
}

function withFile(
  seen: Observation | Untold,
  files: readonly PublishedFile[],
  query: Extract<Query, { ask: "well-known" }>,
  context: EffectContext,
): Observation | Untold {
  const url = urlOf(query);
  const file = files.find((each) => each.url === url);
  if (file === undefined) return seen;
  const first = seen.kind === "well-known" ? seen.hops[0]?.outcome : undefined;
  const certificate =
    first?.kind === "answered" || first?.kind === "silent" ? first.certificate : issued(context);
  const outcome: HopOutcome = {
    kind: "answered",
    certificate,
    status: 200,
    headers: {
      "cache-control": `max-age=${WELL_KNOWN_MAX_AGE}`,
      "content-type": "application/json",
    },
    body: file.content,
    truncated: false,
  };
  return { kind: "well-known", hops: [{ url, outcome }], loop: false, byAddress: {} };
}

function withHost(
  seen: Observation | Untold,
  host: HostAfter,
  query: Extract<Query, { ask: "endpoint" }>,
  context: EffectContext,
): Observation | Untold {
  if (seen.kind !== "endpoint" && seen.kind !== "untold") return seen;
  if (!context.own.includes(canonicalAddress(query.address))) return seen;
  const blocked = seen.kind === "endpoint" && seen.tcp === "timeout";
  if (blocked && !host.openPorts.includes(query.port)) return seen;
  const listener = host.synapse?.find((each) => each.port === query.port);
  const left =
    host.synapse !== null && listener?.tls !== true && context.tlsPorts.includes(query.port);
  const before: EndpointSeen | Untold = blocked || left ? CLOSED : seen;
  if (listener?.tls) return bySynapse(before, context);
  const routes = host.routes.filter((route) => route.port === query.port && route.tls);
  if (routes.length > 0) return byProxy(before, routes, query.sni, context);
  return before;
}

const CLOSED: EndpointSeen = { kind: "endpoint", tcp: "refused", tls: null, http: null };

function bySynapse(seen: EndpointSeen | Untold, context: EffectContext): EndpointSeen {
  const present = seen.kind === "endpoint" && seen.tls?.spoken ? seen.tls : null;
  const certificate = context.synapseReads
    ? issued(context)
    : (present?.certificate ?? context.served);
  if (certificate === null) return CLOSED;
  return answering(certificate, context, present?.versions ?? BOTH);
}

/**
 * By SNI; a name that no other site knows meets the only site there is. TLS versions are those of the
 * port's first site: they are settled before the name is read.
 */
function byProxy(
  seen: EndpointSeen | Untold,
  routes: readonly ProxyRoute[],
  sni: string | null,
  context: EffectContext,
): EndpointSeen | Untold {
  const named = routes.some((route) => sni !== null && route.names.includes(sni.toLowerCase()));
  const beside = seen.kind === "endpoint" && seen.tls?.spoken === true ? seen.tls : null;
  const certificate = issued(context);
  if (certificate === null || (!named && beside !== null)) return seen;
  return answering(certificate, context, beside?.versions ?? BOTH);
}

function issued(context: EffectContext): CertificateSeen | null {
  return context.certificate === null ? null : publicCertificate(context.certificate.names);
}

const BOTH = ["1.2", "1.3"] as const;

function answering(
  certificate: CertificateSeen,
  context: EffectContext,
  versions: readonly ("1.2" | "1.3")[],
): EndpointSeen {
  return {
    kind: "endpoint",
    tcp: "open",
    tls: { spoken: true, versions, certificate },
    http: {
      version: { status: 200, json: true, location: null },
      keys: { status: 200, json: true, location: null },
      serverName: context.serverName,
      software: null,
      keyFaults: [],
      encodedSlash: "kept",
      bodyRefused: false,
    },
  };
}
