import type { Decision } from "./decision.ts";
import { hostActor } from "./host-actor.ts";
import type { CertificatePlan } from "./plan.ts";
import { challengeSteps } from "./proxy-steps.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { listenersAfter, synapseReadsCertificate } from "./synapse-keys.ts";

/** Steps that bring the certificate of a decision onto the host; empty where it is there. */
export function certificateSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const { certificate } = decision.certificate;
  if (certificate === null || certificate.issuer === "existing") return [];
  if (certificate.issuer === "own") return [obtain(situation, decision, certificate)];
  // Whoever orders by DNS-01 makes the key with the same tool.
  if (certificate.challenge === "dns-01") return [obtain(situation, decision, certificate)];
  return orderSteps(situation, decision, certificate);
}

function orderSteps(
  situation: Situation,
  decision: Decision,
  certificate: CertificatePlan,
): readonly Draft[] {
  const names = certificate.names.join(", ");
  const site =
    certificate.challenge === "http-01" && decision.certificate.answerBy === "web-server";
  return [
    ...(site ? challengeSteps(situation, certificate.names, decision.way.certificateName) : []),
    {
      kind: "order-key",
      ...parts({
        id: "order-key",
        who: hostActor(situation),
        reason: reason("key-on-host", { name: certificate.names[0] ?? "" }),
        undo: reason("undo-remove-file", { path: certificate.path }),
        check: reason("check-key", { path: certificate.path }),
      }),
      names: certificate.names,
      path: certificate.path,
    },
    obtain(situation, decision, certificate, names),
  ];
}

function obtain(
  situation: Situation,
  decision: Decision,
  certificate: CertificatePlan,
  after: string = certificate.names.join(", "),
): Draft {
  const listeners = listenersAfter(
    situation,
    decision,
    situation.input.host?.synapse?.listeners ?? [],
  );
  const reads = synapseReadsCertificate(situation, decision, listeners);
  // The other web servers read keys as root before they drop their rights.
  const proxyReader = situation.proxy === "caddy" && !reads ? "caddy" : null;
  const keyReader = reads
    ? (situation.input.host?.synapse?.runsAs ?? "matrix-synapse")
    : proxyReader;
  const acme = certificate.issuer === "acme";
  // No order of ours is proven by DNS-01: that is the person's, as are files of the person's own.
  const byHand = !acme || certificate.challenge === "dns-01";
  const proof = certificate.names.map((name) => `_acme-challenge.${name}`).join(", ");
  return {
    kind: "obtain-certificate",
    ...parts({
      id: "certificate",
      who: byHand ? "you" : hostActor(situation),
      reason: reason(whyObtained(certificate), {
        name: decision.way.certificateName,
        ...(acme && byHand
          ? { names: after, records: proof, path: certificate.path, reader: keyReader ?? "root" }
          : {}),
      }),
      after,
      irreversible: acme
        ? reason("irreversible-certificate", { names: after })
        : reason("irreversible-person"),
      // Of files that a person puts there is only seen that they are there.
      check: reason(byHand ? "check-own-certificate" : "check-certificate", {
        path: certificate.path,
      }),
    }),
    names: certificate.names,
    path: certificate.path,
    issuer: acme ? "acme" : "own",
    challenge: certificate.challenge ?? "http-01",
    answerBy: decision.certificate.answerBy,
    keyReader,
  };
}

function whyObtained({ issuer, challenge }: CertificatePlan): string {
  if (issuer !== "acme") return "certificate-own";
  return challenge === "dns-01" ? "certificate-by-dns" : "certificate-needed";
}
