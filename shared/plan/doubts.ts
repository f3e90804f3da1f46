import { lookupFailure } from "./addresses-of.ts";
import { caaWord } from "./caa.ts";
import type { CertificatePlan, Reason, Step } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";

/** What may make a plan fail, or needless, and can only be found out by somebody else: asked consent for. */
export function doubtsOf(
  situation: Situation,
  steps: readonly Step[],
  certificate: CertificatePlan | null,
): readonly Reason[] {
  return [...failingLookup(situation, steps), ...otherAuthorities(situation, certificate)];
}

/** With an answer of the name servers that fail now, the way may be another one. */
function failingLookup({ input, host }: Situation, steps: readonly Step[]): readonly Reason[] {
  const rcode = lookupFailure(input, host);
  if (rcode === null || steps.length === 0) return [];
  return [reason("consent-lookup-failed", { name: host, rcode })];
}

/** CAA records name authorities, and it is not known whether ours is one of them. */
function otherAuthorities(
  situation: Situation,
  certificate: CertificatePlan | null,
): readonly Reason[] {
  if (certificate?.issuer !== "acme") return [];
  return certificate.names.flatMap((name) => {
    const issuers = caaWord(situation, name)?.issuers ?? "";
    return issuers === "" ? [] : [reason("consent-caa-asks", { name, issuers })];
  });
}
