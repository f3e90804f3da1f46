import { chooseCertificate, type CertificateChoice } from "./choose-certificate.ts";
import { choosePlace, type Place } from "./choose-place.ts";
import { chooseWellKnown, type WellKnownChoice } from "./choose-well-known.ts";
import { overlayRecords } from "./overlay-records.ts";
import type { Reason } from "./plan.ts";
import type { Situation } from "./situation.ts";
import { chooseSrv, type SrvChoice } from "./srv-records.ts";
import type { Way } from "./way.ts";

/** All that was decided for one way; `blockedBy` empty means that nothing known stands against it. */
export interface Decision {
  readonly way: Way;
  readonly place: Place;
  readonly certificate: CertificateChoice;
  readonly srv: SrvChoice;
  readonly wellKnown: WellKnownChoice;
  readonly blockedBy: readonly Reason[];
}

/** Decides everything for one way, without looking at what peers make of it. */
export function decide(situation: Situation, way: Way): Decision {
  const place = choosePlace(situation, way);
  const wellKnown = chooseWellKnown(situation, way, place);
  const certificate = chooseCertificate(situation, way, place, wellKnown.by === "site");
  const srv = chooseSrv(moved(situation, place), way);
  const blockedBy = [
    ...answersAgainst(situation, way),
    ...configAgainst(situation, place),
    ...place.blockedBy,
    ...wellKnown.blockedBy,
    ...certificate.blockedBy,
    ...srv.blockedBy,
  ];
  return { way, place, certificate, srv, wellKnown, blockedBy };
}

/** Where a later file has the last word, or the configuration could not be read, ours would not count. */
function configAgainst(situation: Situation, place: Place): readonly Reason[] {
  const inTheWay = situation.input.host?.synapse?.configProblem ?? null;
  if (inTheWay === null || place.endsTls === "as-is") return [];
  return [{ code: "synapse-config-in-the-way", data: { file: inTheWay } }];
}

/** The situation once names lead where they are to lead: records count by what they will lead to. */
function moved(situation: Situation, place: Place): Situation {
  const observe = overlayRecords(situation.input.observe, place.records);
  return { ...situation, input: { ...situation.input, observe } };
}

/** A port or a name that the person gave means that peers are to be led there. */
function answersAgainst(situation: Situation, way: Way): readonly Reason[] {
  const { port, delegatedName } = situation.input.answers;
  if (way.method !== "none" || situation.input.answers.delegate === "none") return [];
  if (port !== undefined && port !== 8448) return [{ code: "port-answered", data: { port } }];
  if (delegatedName !== undefined && delegatedName.toLowerCase() !== situation.host) {
    return [{ code: "delegated-name-answered", data: { name: delegatedName } }];
  }
  return [];
}
