import { formatHostPort } from "../domain/server-name.ts";
import type { ProblemCode } from "../problems/codes.ts";
import type { Target } from "../resolve/route.ts";
import type { DelegationMethod } from "./plan.ts";
import { portAt } from "./port-at.ts";
import { addressList, bestSrv, servingPorts, type Situation } from "./situation.ts";

/** One way to lead peers to the homeserver: a point in the space that a refusal has to rule out. */
export interface Way {
  readonly method: DelegationMethod;
  /** Host that peers are led to. */
  readonly delegatedName: string;
  /** Host whose addresses peers connect to; another one only behind an SRV record. */
  readonly connectHost: string;
  readonly port: number;
  /** Name that the certificate there must carry. */
  readonly certificateName: string;
  readonly hostHeader: string;
  /** A `.well-known` that is there already and leads this way stays as it is. */
  readonly keepsWellKnown: boolean;
  /** Every address must serve; otherwise one is enough. */
  readonly strict: boolean;
}

/**
 * Every way for a server name, the best first (design section 3): nothing published, a `.well-known`
 * with an explicit port, SRV records; at last nothing published with a dead address beside the good one.
 */
export function waysOf(situation: Situation): readonly Way[] {
  const { input, host } = situation;
  if (input.name.kind !== "dns") return [direct(situation, "ip-literal", input.name.port ?? 8448)];
  if (input.name.port !== null) return [direct(situation, "explicit-port", input.name.port)];
  const wanted = input.answers.delegate ?? "auto";
  const none = direct(situation, "none", 8448);
  const ways = [
    ...presentWays(situation),
    none,
    ...wellKnownWays(situation),
    ...srvWays(situation),
    ...(addressList(input, host).length > 1 ? [{ ...none, strict: false }] : []),
  ];
  return ways.filter((way) => wanted === "auto" || way.method === wanted);
}

function direct(situation: Situation, method: DelegationMethod, port: number): Way {
  const { host, input } = situation;
  return {
    method,
    delegatedName: host,
    connectHost: host,
    port,
    certificateName: host,
    hostHeader: input.name.text,
    keepsWellKnown: false,
    strict: method === "none",
  };
}

function wellKnownWays(situation: Situation): readonly Way[] {
  return delegatedNames(situation).flatMap((name) =>
    portsAt(situation, name, (port) => wellKnownWay(name, port)).map((port) =>
      wellKnownWay(name, port),
    ),
  );
}

function wellKnownWay(name: string, port: number): Way {
  return {
    method: "well-known",
    delegatedName: name,
    connectHost: name,
    port,
    certificateName: name,
    hostHeader: formatHostPort(name, port),
    keepsWellKnown: false,
    strict: false,
  };
}

/** Faults of a certificate that was right once: the way it serves is mended, not changed. */
const OUTLIVED: ReadonlySet<ProblemCode | null> = new Set([
  "cert-expired",
  "cert-not-yet-valid",
  "cert-incomplete-chain",
]);

/**
 * The way that peers go today, which stays where it works or only its far end has to be mended. A
 * `.well-known` is kept wherever it leads, for the others would only be another detour.
 */
function presentWays(situation: Situation): readonly Way[] {
  const newest = situation.audience.at(-1) ?? "1.93";
  const { decidedBy, target, verdict, why, certificateName, hostHeader } =
    situation.now.inbound[newest];
  if (decidedBy === null || target === null || hostHeader === null) return [];
  const works = verdict === "reached" || OUTLIVED.has(why);
  const { host, input } = situation;
  const shared = { connectHost: target.host, port: target.port, hostHeader, strict: false };
  if (decidedBy.startsWith("well-known")) {
    const name = certificateName ?? hostHeader.replace(/:\d+$/, "");
    const way = {
      ...shared,
      method: "well-known",
      delegatedName: name,
      certificateName: name,
    } as const;
    return asAnswered(situation, { ...way, keepsWellKnown: true });
  }
  if (!works || !decidedBy.startsWith("srv") || isHere(situation, target)) return [];
  const way = {
    ...shared,
    method: "srv",
    delegatedName: target.host,
    certificateName: host,
  } as const;
  return asAnswered(situation, { ...way, hostHeader: input.name.text, keepsWellKnown: false });
}

/** A record that leads where peers would go without it delegates nothing (case C1 of the FAQ). */
export function isHere(situation: Situation, target: Target): boolean {
  const own = addressList(situation.input, situation.host);
  return (
    target.port === 8448 &&
    target.addresses.length > 0 &&
    target.addresses.every((each) => own.includes(each))
  );
}

function asAnswered(situation: Situation, way: Way): readonly Way[] {
  const { delegatedName, port } = situation.input.answers;
  const name =
    delegatedName === undefined || delegatedName.toLowerCase() === way.delegatedName.toLowerCase();
  return name && (port === undefined || port === way.port) ? [way] : [];
}

function srvWays(situation: Situation): readonly Way[] {
  const { host, input } = situation;
  const greeting = { certificateName: host, hostHeader: input.name.text };
  return delegatedNames(situation).flatMap((name) =>
    portsAt(situation, name, () => greeting).map((port) => ({
      ...greeting,
      method: "srv" as const,
      delegatedName: name,
      connectHost: name,
      port,
      keepsWellKnown: false,
      strict: false,
    })),
  );
}

/** Names to lead peers to, by the defaults of `cli.md`; an answer stands alone. */
function delegatedNames(situation: Situation): readonly string[] {
  const { input, host, srvFed, srvLegacy } = situation;
  if (input.answers.delegatedName !== undefined) return [input.answers.delegatedName.toLowerCase()];
  const targets = [bestSrv(srvLegacy)?.target, bestSrv(srvFed)?.target].filter(
    (target): target is string => target !== undefined && target !== "",
  );
  return unique([...targets.map((target) => target.toLowerCase()), `matrix.${host}`, host]);
}

/** Ports to serve on: the one that serves already, else 443 behind a proxy, else 8448, else any other. */
function portsAt(
  situation: Situation,
  name: string,
  greetingFor: (port: number) => { readonly certificateName: string; readonly hostHeader: string },
): readonly number[] {
  const { input, srvLegacy, srvFed, proxy } = situation;
  if (input.answers.port !== undefined) return [input.answers.port];
  const recorded = [bestSrv(srvLegacy), bestSrv(srvFed)].flatMap((record) =>
    record !== null && record.target.toLowerCase() === name ? [record.port] : [],
  );
  const addresses = addressList(input, name);
  const serving = unique([...recorded, ...servingPorts(input)]).filter((port) =>
    addresses.some(
      (address) => portAt(input, address, port, greetingFor(port)).state === "homeserver",
    ),
  );
  return unique([...serving, ...(proxy === "none" ? [] : [443]), 8448, 8443]);
}

function unique<T>(values: readonly T[]): readonly T[] {
  return values.filter((value, at) => values.indexOf(value) === at);
}
