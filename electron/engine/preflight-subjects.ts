import type { Plan, PlanInput } from "../../shared/plan/plan.ts";

/** Addresses of one machine that are looked at. */
const MOST_ADDRESSES = 4;

/** A door that others come to, as preflight names it. */
export interface PortSubject {
  readonly subject: string;
  readonly address: string;
}

/** The doors to look at; none where Homeport changes nothing. */
export function portSubjects(plan: Plan, input: PlanInput): readonly PortSubject[] {
  const changes = plan.steps.some((step) => step.who === "homeport" && step.kind !== "prove");
  if (!changes) return [];
  const { port } = plan.delegation;
  return (input.host?.addresses ?? []).slice(0, MOST_ADDRESSES).map((address) => {
    const subject = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
    return { subject, address };
  });
}

/** Names whose proof is fetched over port 80, and which have an address already. */
export function challengeNames(plan: Plan): readonly string[] {
  const order = plan.steps.find((step) => step.kind === "obtain-certificate");
  if (order === undefined || order.issuer !== "acme" || order.challenge !== "http-01") return [];
  return order.names.filter((name) => !getsItsAddress(plan, name));
}

/** The plan itself asks somebody for the address of the name; until then there is nothing to look at. */
export function getsItsAddress(plan: Plan, name: string): boolean {
  const records = plan.steps.flatMap((step) => {
    if (step.kind === "dns-record") return [step.record];
    return step.kind === "ask-person" ? step.records : [];
  });
  return records.some(
    (record) =>
      (record.type === "A" || record.type === "AAAA") &&
      record.change !== "remove" &&
      record.name.replace(/\.$/, "") === name,
  );
}
