import type { CertificateSeen } from "../facts/observation.ts";
import { certificateGood, portAt } from "./port-at.ts";
import { proxyHolds } from "./proxy-holds.ts";
import type { Situation } from "./situation.ts";
import { isBefore } from "./versions.ts";

/** Port at which a web server has the certificates of its sites. */
const HTTPS = 443;

/**
 * The good certificate for a name that the web server in front serves already (option 2 of the FAQ); null
 * where it has none. On a machine that was looked at it counts where the homeserver is to answer at the
 * very port of the site that has it, for a person has to put our lines into that site then anyhow. For
 * another port it counts only where the person asks for it: where its files are is not known, and an
 * order needs nobody.
 */
export function servedByProxy(
  situation: Situation,
  name: string,
  port: number,
): CertificateSeen | null {
  const { input, own, proxy } = situation;
  const wanted = input.answers.certificate;
  if (proxy === "none" || wanted === "acme" || wanted === "own") return null;
  const looked = input.host !== null && input.host.hostKey !== null;
  const asked = wanted === "existing" || port === HTTPS;
  if (looked && (!asked || !proxyHolds(situation, HTTPS))) return null;
  if (needsFile(situation)) return null;
  const greeting = { certificateName: name, hostHeader: name };
  const seen = own.map((address) => portAt(input, address, HTTPS, greeting));
  const good = seen.find(
    ({ state, certificate }) =>
      (state === "other" || state === "homeserver") && certificateGood(input, certificate, name),
  );
  return good?.certificate ?? null;
}

/** Tells whether the web server has a good certificate for a name that is ordered anew all the same. */
export function isPassedOver(situation: Situation, name: string): boolean {
  const { input } = situation;
  if (input.answers.certificate !== undefined) return false;
  const asking = { ...input, answers: { ...input.answers, certificate: "existing" } } as const;
  return servedByProxy({ ...situation, input: asking }, name, HTTPS) !== null;
}

/** Up to 0.99.0 Synapse does not start without a certificate file, and has none where it never spoke TLS. */
function needsFile(situation: Situation): boolean {
  const synapse = situation.input.host?.synapse ?? null;
  const has = (synapse?.listeners ?? []).some((each) => each.tls);
  return !has && isBefore(synapse?.version ?? null, "0.99.1");
}
