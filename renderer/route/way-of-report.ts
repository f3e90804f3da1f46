import type { Era } from "../../shared/domain/era.ts";
import type { CheckReport } from "../../shared/verify/report.ts";
import { withSplit } from "./split-of-addresses.ts";
import type { Way } from "./way.ts";
import { wayOfInbound } from "./way-of-inbound.ts";

/**
 * The line of an era as a report tells it; `proxied` where it is known. The addresses were looked at as
 * servers of today do, so only their line can part.
 */
export function wayOfReport(
  report: Pick<CheckReport, "eras" | "addresses">,
  name: string,
  era: Era,
  proxied: boolean | null,
): Way {
  const way = wayOfInbound(name, era, report.eras.inbound[era], {
    proxied,
    software: softwareOf(report),
  });
  return era === "1.93" ? withSplit(way, report.addresses) : way;
}

/** What the homeserver calls itself at the first address that told. */
function softwareOf({ addresses }: Pick<CheckReport, "addresses">): string | null {
  return addresses.find(({ version }) => version !== null)?.version?.software ?? null;
}
