import { coversName } from "../certificates/judge.ts";
import { presentFile } from "./host-actor.ts";
import { portAt } from "./port-at.ts";
import type { Situation } from "./situation.ts";

/**
 * Tells whether the web server has a site of somebody's for a name at a port: a second one of ours
 * would take its place, pages and all, so lines go into theirs by hand. `ownFile` is where ours would be.
 */
export function isForeignSite(
  situation: Situation,
  name: string,
  port: number,
  ownFile: string,
): boolean {
  if (presentFile(situation, ownFile) !== null) return false;
  const served = situation.input.host?.proxy?.serves ?? [];
  if (served.some((each) => each.name === name && each.port === port)) return true;
  return port !== 80 && answersFor(situation, name, port);
}

/** A site that has a certificate for the name, or leads to the homeserver already. */
function answersFor(situation: Situation, name: string, port: number): boolean {
  const greeting = { certificateName: name, hostHeader: name };
  return situation.own.some((address) => {
    const { state, certificate } = portAt(situation.input, address, port, greeting);
    const covers = certificate !== null && coversName(certificate.names, name);
    return state === "homeserver" || (state === "other" && covers);
  });
}
