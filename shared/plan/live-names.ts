import { coversName } from "../certificates/judge.ts";
import { addressList } from "./addresses-of.ts";
import type { Reason, RecordChange } from "./plan.ts";
import { portAt } from "./port-at.ts";
import { reason } from "./reason.ts";
import { isOwn, type Situation } from "./situation.ts";

/**
 * Asks for consent where address records are taken from a name under which another machine answers today:
 * whatever that is can be reached by it no longer. A homeserver of this very name that answers there is
 * no other: its name is what moves.
 */
export function liveNameConsents(
  situation: Situation,
  records: readonly RecordChange[],
): readonly Reason[] {
  const taken = records.filter(({ change }) => change === "change" || change === "remove");
  return [...new Set(taken.map(({ name }) => name))].flatMap((name) => {
    const addresses = addressList(situation.input, name).filter(
      (address) => !isOwn(situation, address) && isLive(situation, name, address),
    );
    return addresses.length === 0
      ? []
      : [reason("consent-live-name", { name, addresses: addresses.join(", ") })];
  });
}

/** A website that has a certificate for the name, or something at the port of homeservers. */
function isLive({ input }: Situation, name: string, address: string): boolean {
  const greeting = { certificateName: name, hostHeader: name };
  const website = portAt(input, address, 443, greeting);
  if (website.state === "other" && coversName(website.certificate?.names ?? [], name)) return true;
  const { state } = portAt(input, address, 8448, greeting);
  return state === "other" || state === "plain";
}
