import { addressList } from "./addresses-of.ts";
import type { CertificatePlan } from "./plan.ts";
import { portAt } from "./port-at.ts";
import { isOwn, type Situation } from "./situation.ts";

/** Port at which the authority asks for the file of HTTP-01. */
const HTTP = 80;

/** Port 80 decides over HTTP-01: closed to the outside, or held by something that nobody of us answers for. */
export function port80Usable(situation: Situation, name: string): boolean {
  return situation.input.control.ports.includes(HTTP) || !isMute(situation, name);
}

/** Ports that have to be let through before a certificate can be ordered. */
export function challengePorts(
  situation: Situation,
  certificate: CertificatePlan | null,
): readonly number[] {
  if (certificate?.challenge !== "http-01") return [];
  return certificate.names.some((name) => isMute(situation, name)) ? [HTTP] : [];
}

/** Packets to port 80 vanish at an address of ours that the name has. */
function isMute(situation: Situation, name: string): boolean {
  const { input } = situation;
  const greeting = { certificateName: name, hostHeader: name };
  return addressList(input, name).some(
    (address) =>
      isOwn(situation, address) && portAt(input, address, HTTP, greeting).state === "silent",
  );
}
