import type { Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import { ownVersion, type Situation } from "./situation.ts";
import type { Weighed } from "./weigh.ts";

/** Why this way: what it rests on, what spoke against those before it, and what people should know. */
export function reasonsOf(
  situation: Situation,
  chosen: Weighed,
  weighed: readonly Weighed[],
): readonly Reason[] {
  const { way, certificate, srv } = chosen.decision;
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
    ...(kept && way.method === "well-known" ? [reason("srv-kept-for-old-peers", data)] : []),
    ...(removed ? [reason("srv-removed", data)] : []),
  ];
}

/** A server that cannot reach others in turn: no record and no certificate cures that. */
export function ownVersionReasons(situation: Situation): readonly Reason[] {
  const version = ownVersion(situation.input);
  const deaf = situation.audience.filter(
    (era) => situation.now.outbound[era].verdict === "unreachable",
  );
  return version === null || deaf.length === 0
    ? []
    : [reason("own-version-deaf", { version, eras: deaf.join(", ") })];
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  const texts = reasons.map((each) => JSON.stringify(each));
  return reasons.filter((_, at) => texts.indexOf(texts[at] ?? "") === at);
}
