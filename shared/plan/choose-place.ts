import type { Reason, RecordChange } from "./plan.ts";
import { certificateGood, portAt, type PortAt } from "./port-at.ts";
import { reason } from "./reason.ts";
import { addressList, addressesOf, isOwn, type Situation } from "./situation.ts";
import type { Way } from "./ways.ts";

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

/** Lets new address records live that long, in seconds. */
export const NEW_RECORD_TTL = 3600;

/** Chooses who ends TLS for a way, and says what stands against it. */
export function choosePlace(situation: Situation, way: Way): Place {
  const addresses = addressList(situation.input, way.connectHost);
  const records = addressRecords(situation, way, addresses);
  const targets = records.length > 0 ? situation.own : addresses;
  const ports = targets.map((address) => ({
    address,
    at: portAt(situation.input, address, way.port, way),
  }));
  const seen = records.length > 0 ? ports : ports.filter((each) => mayServe(situation, each));
  const reaches = elsewhere(situation, way, targets, records, seen.length);
  if (reaches.length > 0) return blocked(records, reaches);
  if (seen.every((each) => asGoodAsIs(situation, way, each.at))) {
    return { endsTls: "as-is", records, openPorts: [], blockedBy: [] };
  }
  const mute = seen.filter((each) => each.at.state === "silent");
  const open = situation.input.control.ports.includes(way.port);
  if (!open && (way.strict ? mute.length > 0 : mute.length === seen.length)) {
    return blocked(records, [
      reason("port-silent", { port: way.port, address: mute[0]?.address ?? "" }),
    ]);
  }
  const endsTls = whoEndsTls(situation, way);
  return {
    endsTls,
    records,
    openPorts: open && mute.length > 0 ? [way.port] : [],
    blockedBy: portBlocks(situation, way, endsTls, seen),
  };
}

interface SeenAt {
  readonly address: string;
  readonly at: PortAt;
}

function blocked(records: readonly RecordChange[], blockedBy: readonly Reason[]): Place {
  return { endsTls: "synapse", records, openPorts: [], blockedBy };
}

function mayServe(situation: Situation, each: SeenAt): boolean {
  return isOwn(situation, each.address) || each.at.state === "homeserver";
}

/** Good as it is: our homeserver, and a certificate that the audience takes. */
function asGoodAsIs(situation: Situation, way: Way, at: PortAt): boolean {
  const { certificate } = situation.input.answers;
  if (at.state !== "homeserver" || certificate === "acme" || certificate === "own") return false;
  const checked = situation.audience.some((era) => era === "1.0" || era === "1.93");
  return !checked || certificateGood(situation.input, at.certificate, way.certificateName);
}

/** What speaks against the name's addresses. */
function elsewhere(
  situation: Situation,
  way: Way,
  targets: readonly string[],
  records: readonly RecordChange[],
  usable: number,
): readonly Reason[] {
  const data = { name: way.connectHost };
  if (records.length > 0) return situation.dns === "nobody" ? [reason("dns-nobody", data)] : [];
  if (targets.length === 0)
    return [reason(situation.own.length === 0 ? "host-addresses-unknown" : "no-address", data)];
  if (usable === 0 || (way.strict && usable < targets.length))
    return [reason("name-elsewhere", data)];
  return [];
}

/** Records that lead the name to the host: where it has none, or where a name of our own choice leads elsewhere. */
function addressRecords(
  situation: Situation,
  way: Way,
  addresses: readonly string[],
): readonly RecordChange[] {
  const { own, input, host } = situation;
  const seen = addressesOf(input, way.connectHost);
  const asked = [seen.a.rcode, seen.aaaa.rcode].some((rcode) =>
    ["SERVFAIL", "REFUSED", "TIMEOUT"].includes(rcode),
  );
  const zone = `.${way.connectHost}`.endsWith(`.${host}`);
  if (own.length === 0 || asked || !zone || input.name.kind !== "dns" || !way.mayMove) return [];
  if (addresses.length === 0)
    return seen.cname.length > 0 ? [] : own.map((address) => record(way, address, "add"));
  const here = addresses.some((address) =>
    mayServe(situation, { address, at: portAt(input, address, way.port, way) }),
  );
  if (here || way.connectHost === host || seen.cname.length > 0 || way.method === "explicit-port")
    return [];
  return [
    ...own.map((address) => record(way, address, changeOf(address, own, addresses))),
    ...stale(way, addresses, own),
  ];
}

/** The first record of a family takes the place of all that were there, further ones are added. */
function changeOf(
  address: string,
  own: readonly string[],
  present: readonly string[],
): RecordChange["change"] {
  const first = own.find((each) => family(each) === family(address)) === address;
  return first && present.some((each) => family(each) === family(address)) ? "change" : "add";
}

/** A family that the host has no address for must not keep its old record. */
function stale(way: Way, addresses: readonly string[], own: readonly string[]): RecordChange[] {
  const families = new Set(own.map(family));
  return addresses
    .filter((each) => !families.has(family(each)))
    .map((each) => record(way, each, "remove"));
}

function record(way: Way, address: string, change: RecordChange["change"]): RecordChange {
  return {
    name: way.connectHost,
    type: family(address),
    ttl: NEW_RECORD_TTL,
    value: address,
    change,
  };
}

function family(address: string): "A" | "AAAA" {
  return address.includes(":") ? "AAAA" : "A";
}

/** Synapse where it has a TLS listener on that port already, otherwise the proxy, otherwise Synapse. */
function whoEndsTls(situation: Situation, way: Way): "synapse" | "proxy" {
  const { proxy, input } = situation;
  if (proxy === "none") return "synapse";
  const said = (input.answers.proxy ?? "auto") !== "auto";
  return !said && hasTlsListener(situation, way.port) ? "synapse" : "proxy";
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
