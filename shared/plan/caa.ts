import { hostKind } from "../domain/server-name.ts";
import type { Situation } from "./situation.ts";

/** What CAA records say of a name. */
export interface CaaWord {
  /** The authorities that may issue, as a list to read; empty: nobody. */
  readonly issuers: string;
  /** No order of ours can succeed. */
  readonly forbids: boolean;
}

/**
 * Tells what the CAA records that hold for a name say of our authority (RFC 8659 sections 3 and 4.2); null:
 * nothing against it. Where it is not known what the authority calls itself, none that names somebody forbids.
 */
export function caaWord(situation: Situation, name: string): CaaWord | null {
  if (hostKind(name) !== "dns") return null;
  const seen = situation.input.observe({ ask: "caa", name });
  const records = seen.kind === "caa" ? seen.records : [];
  const issue = records.filter(({ tag }) => tag.toLowerCase() === "issue");
  if (issue.length === 0) return null;
  const issuers = [...new Set(issue.map(({ value }) => domainOf(value)))].filter(
    (issuer) => issuer !== "",
  );
  const ours = situation.input.control.caaIdentities ?? null;
  if (ours?.some((each) => issuers.includes(each.toLowerCase())) === true) return null;
  return { issuers: issuers.join(", "), forbids: issuers.length === 0 || ours !== null };
}

/** The issuer's domain name stands before the parameters. */
function domainOf(value: string): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}
