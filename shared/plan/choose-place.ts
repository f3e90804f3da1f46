import { hostKind } from "../domain/server-name.ts";
import { chooseAddresses } from "./address-records.ts";
import type { Reason, RecordChange } from "./plan.ts";
import { certificateGood, portAt, type PortAt } from "./port-at.ts";
import { servedByProxy } from "./served-by-proxy.ts";
import { proxyHolds } from "./proxy-holds.ts";
import { reason } from "./reason.ts";
import { addressList, lookupFailure } from "./addresses-of.ts";
import { isOwn, type Situation } from "./situation.ts";
import type { Way } from "./way.ts";

/** Where TLS ends for a way, and what has to happen first. */
export interface Place {
  /** `as-is`: what answers there today is good enough. */
  readonly endsTls: "as-is" | "synapse" | "proxy";
  /** Address records that lead the name here; empty where they do. */
  readonly records: readonly RecordChange[];
  /** Ports to be let through first, by a person. */
  readonly openPorts: readonly number[];
  readonly blockedBy: readonly Reason[];
}

/** Chooses who ends TLS for a way, and says what stands against it. */
export function choosePlace(situation: Situation, way: Way): Place {
  const look = (address: string): SeenAt => ({
    address,
    at: portAt(situation.input, address, way.port, way),
  });
  const serves = ({ address, at }: SeenAt): boolean =>
    isOwn(situation, address) || servesUnchanged(situation, way, at);
  const addresses = addressList(situation.input, way.connectHost);
  const { records, targets } = chooseAddresses(situation, way, addresses, (each) =>
    serves(look(each)),
  );
  const seen = targets.map(look).filter((each) => records.length > 0 || serves(each));
  const strays = targets.filter((each) => !seen.some(({ address }) => address === each));
  const reaches = elsewhere(situation, way, targets, records, strays);
  if (reaches.length > 0) return blocked(records, reaches);
  const mute = seen.filter((each) => each.at.state === "silent");
  const open = situation.input.control.ports.includes(way.port);
  const tried = open || way.strict ? seen : seen.filter((each) => !mute.includes(each));
  if (!open && (way.strict ? mute.length > 0 : tried.length === 0)) {
    const address = mute[0]?.address ?? "";
    return blocked(records, [reason("port-silent", { port: way.port, address })]);
  }
  if (tried.every((each) => asGoodAsIs(situation, way, each.at))) {
    return { endsTls: "as-is", records, openPorts: [], blockedBy: [] };
  }
  const endsTls = whoEndsTls(situation, way);
  return {
    endsTls,
    records,
    openPorts: open && mute.length > 0 ? [way.port] : [],
    blockedBy: portBlocks(situation, way, endsTls, tried),
  };
}

interface SeenAt {
  readonly address: string;
  readonly at: PortAt;
}

function blocked(records: readonly RecordChange[], blockedBy: readonly Reason[]): Place {
  return { endsTls: "synapse", records, openPorts: [], blockedBy };
}

/** Good as it is, where no other certificate is asked for. */
function asGoodAsIs(situation: Situation, way: Way, at: PortAt): boolean {
  const { certificate } = situation.input.answers;
  if (certificate === "acme" || certificate === "own") return false;
  return servesUnchanged(situation, way, at);
}

/** Our homeserver, and a certificate that the audience takes: elsewhere than on the host nothing can be mended. */
function servesUnchanged(situation: Situation, way: Way, at: PortAt): boolean {
  if (at.state !== "homeserver") return false;
  const checked = situation.audience.some((era) => era === "1.0" || era === "1.93");
  return !checked || certificateGood(situation.input, at.certificate, way.certificateName);
}

/** What speaks against the name's addresses. */
function elsewhere(
  situation: Situation,
  way: Way,
  targets: readonly string[],
  records: readonly RecordChange[],
  strays: readonly string[],
): readonly Reason[] {
  const usable = targets.length - strays.length;
  const data = { name: way.connectHost };
  if (records.length > 0) return situation.dns === "nobody" ? [reason("dns-nobody", data)] : [];
  const rcode = lookupFailure(situation.input, way.connectHost);
  if (targets.length === 0 && rcode !== null) return [reason("lookup-failed", { ...data, rcode })];
  // Whose a name's addresses are can only be told where those of the machine are known.
  if (usable === 0 && situation.own.length === 0) return [reason("host-addresses-unknown", data)];
  if (targets.length === 0) return [reason("no-address", data)];
  if (usable === 0)
    return [
      reason(hostKind(way.connectHost) === "dns" ? "name-elsewhere" : "address-elsewhere", data),
    ];
  return way.strict && usable < targets.length
    ? [reason("name-partly-elsewhere", { ...data, addresses: strays.join(", ") })]
    : [];
}

/**
 * The proxy where it has the port already or was asked for, Synapse where it has a TLS listener there.
 * A web server that merely runs on a machine that was looked at is no reason to put it in front of a
 * port that it does not have; one that a world file names is.
 */
function whoEndsTls(situation: Situation, way: Way): "synapse" | "proxy" {
  const { proxy, input } = situation;
  if (proxy === "none") return "synapse";
  if ((input.answers.proxy ?? "auto") !== "auto") return "proxy";
  if (proxyHolds(situation, way.port)) return "proxy";
  // Synapse has the port: it is moved behind the web server only for a certificate that was asked for.
  const moved = input.answers.certificate === "existing";
  if (moved && servedByProxy(situation, way.certificateName, way.port) !== null) return "proxy";
  if (hasTlsListener(situation, way.port)) return "synapse";
  const looked = input.host !== null && input.host.hostKey !== null;
  // The host's folder of certificates and its ports are not a container's.
  const contained = input.host?.synapse?.install === "docker";
  return looked && way.method === "none" && !contained ? "synapse" : "proxy";
}

function hasTlsListener(situation: Situation, port: number): boolean {
  return (situation.input.host?.synapse?.listeners ?? []).some(
    (each) => each.tls && each.port === port,
  );
}

function portBlocks(
  situation: Situation,
  way: Way,
  endsTls: "synapse" | "proxy",
  seen: readonly SeenAt[],
): readonly Reason[] {
  const data = { port: way.port };
  if (endsTls === "proxy") return [];
  if (seen.some((each) => each.at.state === "other")) return [reason("port-taken", data)];
  const serves =
    hasTlsListener(situation, way.port) || seen.some((each) => each.at.state === "homeserver");
  return way.port < 1024 && !serves ? [reason("port-needs-proxy", data)] : [];
}
