import type { Output } from "../../shared/api/contract.ts";

type Report = Output<"proof.check">["report"];

/** What the homeserver calls itself at the first address that told. */
export function softwareOf(report: Report): string | null {
  return report.addresses.find(({ version }) => version !== null)?.version?.software ?? null;
}
