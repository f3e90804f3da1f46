import type { Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import { ownVersion, type Situation } from "./situation.ts";
import { isPassedOver } from "./served-by-proxy.ts";
import { isBefore } from "./versions.ts";
import type { Weighed } from "./weigh.ts";

/** Why this way: what it rests on, what spoke against those before it, and what people should know. */
export function reasonsOf(
  situation: Situation,
  chosen: Weighed,
  weighed: readonly Weighed[],
): readonly Reason[] {
  const { way, certificate, srv, place } = chosen.decision;
  const data = { name: situation.host, target: way.delegatedName, port: way.port };
  const passed = weighed.filter(
    (each) => each !== chosen && each.decision.way.method !== way.method,
  );
  const kept = srv.records.some(
    (record) => record.change === "keep" && record.name.startsWith("_matrix._tcp."),
  );
  const removed = srv.records.some((record) => record.change === "remove");
  return [
    reason(`method-${way.method}`, data),
    ...ownVersionReasons(situation),
    ...unique(passed.flatMap((each) => each.blockedBy)),
    ...(certificate.certificate ? [reason("certificate-name", { name: way.certificateName })] : []),
    ...(certificate.certificate?.issuer === "acme" && isPassedOver(situation, way.certificateName)
      ? [reason("certificate-of-proxy-left", { name: way.certificateName })]
      : []),
    ...(place.endsTls === "proxy" ? fingerprintOfProxy(situation) : []),
    ...(kept && way.method === "well-known" ? [reason("srv-kept-for-old-peers", data)] : []),
    ...(removed ? [reason("srv-removed", data)] : []),
  ];
}

/**
 * What the own version means whatever is published: whom it cannot reach in turn, and which peers up to
 * 0.34 it cannot satisfy (its key document has no `tls_fingerprints` from 1.35.0 on).
 */
export function ownVersionReasons(situation: Situation): readonly Reason[] {
  const version = ownVersion(situation.input);
  if (version === null) return [];
  const deaf = situation.audience.filter(
    (era) => situation.now.outbound[era].verdict === "unreachable",
  );
  const unmarked = situation.audience.includes("0.34") && isBefore("1.34.99", version);
  return [
    ...(deaf.length > 0 ? [reason("own-version-deaf", { version, eras: deaf.join(", ") })] : []),
    ...(unmarked ? [reason("old-peers-need-notary", { version })] : []),
  ];
}

/** Peers up to 0.34 that ask for the keys themselves compare the certificate that they met with the key document. */
function fingerprintOfProxy(situation: Situation): readonly Reason[] {
  const version = ownVersion(situation.input);
  const told = situation.audience.includes("0.34") && isBefore(version, "1.35.0");
  return told ? [reason("fingerprint-of-proxy", { version })] : [];
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  const texts = reasons.map((each) => JSON.stringify(each));
  return reasons.filter((_, at) => texts.indexOf(texts[at] ?? "") === at);
}
