import { ERAS, type Era } from "../domain/era.ts";
import { inboundOnce } from "../resolve/inbound-once.ts";
import { certificateWays, pointsOnlyHere } from "../certificates/obtainable.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import { hostKind } from "../domain/server-name.ts";
import type { CertificatePlan, Reason, RecordChange } from "./plan.ts";
import { certificateGood, portAt } from "./port-at.ts";
import { servedByProxy } from "./served-by-proxy.ts";
import { proxyAnswersChallenge } from "./proxy-holds.ts";
import { reason } from "./reason.ts";
import { caaWord } from "./caa.ts";
import { port80Usable } from "./challenge-port.ts";
import { isOwn, type Situation } from "./situation.ts";
import { overlayRecords } from "./overlay-records.ts";
import type { Place } from "./choose-place.ts";
import type { Way } from "./way.ts";
import { withGoodWebsite } from "./website-file.ts";

/** The certificate of a way, and what stands against it. */
export interface CertificateChoice {
  readonly certificate: CertificatePlan | null;
  /** The good one that Synapse serves on another of its ports, which stays; null where there is none. */
  readonly served: CertificateSeen | null;
  /** It is the web server's own, which it serves already. */
  readonly ofProxy: boolean;
  /** How HTTP-01 is answered. */
  readonly answerBy: "web-server" | "responder";
  /** Peers whose certificate name is lost on the way, because none can be had for it. */
  readonly consents: readonly Reason[];
  readonly blockedBy: readonly Reason[];
}

const NOTHING: CertificateChoice = {
  certificate: null,
  served: null,
  ofProxy: false,
  answerBy: "responder",
  consents: [],
  blockedBy: [],
};

/** Where the web server keeps its certificates is its own affair. */
const THEIR_FOLDER = "/etc";

/** Folder of the certificate whose first name is NAME; the same whoever renews it. */
export function certificateFolder(name: string): string {
  return `/etc/homeport/tls/${name}`;
}

/**
 * Chooses names, issuer and challenge. A place that stays as it is needs none; with `withHost` our own
 * site answers for the server name as well.
 */
export function chooseCertificate(
  situation: Situation,
  way: Way,
  place: Place,
  withHost: boolean,
): CertificateChoice {
  if (place.endsTls === "as-is" || place.blockedBy.length > 0) return NOTHING;
  const first = way.certificateName;
  const wanted = situation.input.answers.certificate;
  const path = certificateFolder(first);
  const required = withHost && situation.host !== first ? [first, situation.host] : [first];
  if (wanted === "own") {
    return { ...NOTHING, certificate: { names: required, challenge: null, issuer: "own", path } };
  }
  const bridge = place.endsTls === "proxy" ? [] : namesInUse(situation, way, place.records);
  const names = [...required, ...bridge.map(({ name }) => name)];
  if (wanted !== "acme") {
    const served = place.endsTls === "synapse" ? servedBySynapse(situation, names) : null;
    if (served !== null) return { ...NOTHING, served };
    const theirs = place.endsTls === "proxy" ? servedByProxy(situation, first, way.port) : null;
    if (theirs !== null && goodForAll(situation, theirs, names)) {
      const existing = { names, challenge: null, issuer: "existing", path: THEIR_FOLDER } as const;
      return { ...NOTHING, certificate: existing, ofProxy: true };
    }
    const held = situation.input.host?.ownCertificates[first] ?? null;
    if (goodForAll(situation, held, names)) {
      return { ...NOTHING, certificate: { names, challenge: null, issuer: "existing", path } };
    }
  }
  if (wanted === "existing")
    return { ...NOTHING, blockedBy: [reason("no-good-certificate", { name: first })] };
  return order(situation, place, required, bridge);
}

/** One Synapse serves one certificate on all of its TLS ports, so a new port has it as well. */
function servedBySynapse(situation: Situation, names: readonly string[]): CertificateSeen | null {
  const { input, own } = situation;
  const listeners = (input.host?.synapse?.listeners ?? []).filter((each) => each.tls);
  const greeting = { certificateName: names[0] ?? situation.host, hostHeader: input.name.text };
  const found = listeners
    .flatMap(({ port }) => own.map((address) => portAt(input, address, port, greeting)))
    .find((at) => at.state === "homeserver" && goodForAll(situation, at.certificate, names));
  return found?.certificate ?? null;
}

function goodForAll(
  situation: Situation,
  certificate: CertificateSeen | null,
  names: readonly string[],
): boolean {
  return names.every((name) => certificateGood(situation.input, certificate, name));
}

function order(
  situation: Situation,
  place: Place,
  required: readonly string[],
  bridge: readonly NameInUse[],
): CertificateChoice {
  const wanted = [...required, ...bridge.map(({ name }) => name)];
  const challenges = new Map(
    wanted.map((name) => [name, challengeFor(situation, place.records, name)]),
  );
  const barred = (name: string): boolean => challenges.get(name) === null;
  const missing = required.filter(barred);
  if (missing.length > 0)
    return {
      ...NOTHING,
      blockedBy: missing.map((name) => whyNone(situation, place.records, name)),
    };
  const able = bridge.filter(({ name }) => !barred(name));
  const names = [...required, ...able.map(({ name }) => name)];
  return {
    ...NOTHING,
    certificate: {
      names,
      challenge: names.every((name) => challenges.get(name) === "http-01") ? "http-01" : "dns-01",
      issuer: "acme",
      path: certificateFolder(names[0] ?? situation.host),
    },
    answerBy: throughWebServer(situation, place) ? "web-server" : "responder",
    consents: bridge
      .filter((each) => !able.includes(each))
      .map(({ name, eras }) => reason("consent-name-lost", { name, eras: eras.join(", ") })),
  };
}

/** A web server that does not have port 80 leaves it free, unless it is given the site as well. */
function throughWebServer(situation: Situation, place: Place): boolean {
  const { host } = situation.input;
  if (situation.proxy === "none") return false;
  if (place.endsTls === "proxy") return true;
  const active = host?.proxy?.active ?? true;
  if (host === null || host.hostKey === null) return active;
  return proxyAnswersChallenge(situation);
}

/** The challenge by which a certificate for a name can be had; null where by none. */
function challengeFor(
  situation: Situation,
  records: readonly RecordChange[],
  name: string,
): "http-01" | "dns-01" | null {
  const { input, dns, host } = situation;
  const { certificateFor: listed, challenges } = input.control;
  if (listed === null && caaWord(situation, name)?.forbids === true) return null;
  const ways = certificateWays(
    {
      certificateFor: listed,
      ...(challenges === undefined ? {} : { challenges }),
      dns,
      zone: host,
      ownAddresses: situation.own,
      observe: overlayRecords(input.observe, records),
    },
    name,
  );
  const first = ways.find((each) => each !== "http-01" || port80Usable(situation, name));
  // An address that is listed can be had one for, though by no challenge that is worked out here.
  return first ?? (listed?.includes(name) === true && ways.length === 0 ? "http-01" : null);
}

/** Why no certificate can be had for a name, once records are changed. */
function whyNone(situation: Situation, records: readonly RecordChange[], name: string): Reason {
  if (situation.input.control.certificateFor !== null)
    return reason("certificate-not-to-be-had", { name });
  // No order of ours is for an address (docs/decisions, the planner).
  if (hostKind(name) !== "dns") return reason("certificate-for-address", { name });
  const caa = caaWord(situation, name);
  if (caa?.forbids === true && caa.issuers === "")
    return reason("certificate-caa-nobody", { name });
  if (caa?.forbids === true) return reason("certificate-caa", { name, issuers: caa.issuers });
  const { challenges = ["http-01", "dns-01"] } = situation.input.control;
  const observe = overlayRecords(situation.input.observe, records);
  const here = pointsOnlyHere({ ownAddresses: situation.own, observe }, name);
  if (here && challenges.includes("http-01") && !port80Usable(situation, name))
    return reason("certificate-port-silent", { name, port: 80 });
  const byFileAlone = !challenges.includes("dns-01");
  return reason(byFileAlone ? "certificate-not-by-http" : "certificate-out-of-reach", { name });
}

/**
 * Names that peers of now demand of the very same Synapse, which serves one certificate on all of its
 * ports: whoever still follows the old way, or has it in a cache, would be turned away otherwise.
 */
function namesInUse(
  situation: Situation,
  way: Way,
  records: readonly RecordChange[],
): readonly NameInUse[] {
  const { now, later, host } = situation;
  const views = [
    now.inbound,
    ...(later === null ? [] : [later]),
    ...(records.length > 0 ? [inboundMoved(situation, records, null)] : []),
    ...(records.length > 0 && later !== null ? [inboundMoved(situation, records, host)] : []),
  ];
  const found = (["1.0", "1.93"] as const).flatMap((era) =>
    views.flatMap((view) => {
      const { verdict, target, certificateName } = view[era];
      const here = target?.addresses.some((each) => isOwn(situation, each)) === true;
      const name = certificateName?.toLowerCase() ?? null;
      return verdict === "reached" && here && name !== null && name !== way.certificateName
        ? [{ name, era }]
        : [];
    }),
  );
  const names = [...new Set(found.map((each) => each.name))];
  return names.map((name) => ({
    name,
    eras: ERAS.filter((era) => found.some((each) => each.name === name && each.era === era)),
  }));
}

/** How peers fare with changed records; with `believed` once that host's website is believed, too. */
function inboundMoved(
  situation: Situation,
  records: readonly RecordChange[],
  believed: string | null,
): Situation["now"]["inbound"] {
  const { name, observe, now } = situation.input;
  return inboundOnce(name, observe, now, JSON.stringify(["moved", records, believed]), () => {
    const moved = overlayRecords(observe, records);
    return believed === null ? moved : withGoodWebsite(moved, believed);
  });
}

interface NameInUse {
  readonly name: string;
  readonly eras: readonly Era[];
}
