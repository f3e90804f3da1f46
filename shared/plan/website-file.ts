import { certificateFault } from "../certificates/judge.ts";
import { traitsOf, type Era } from "../domain/era.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import type { HopSeen, Observation, Observe, Query, Untold } from "../facts/observation.ts";
import { readUrl } from "../facts/url.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { inboundOnce } from "../resolve/inbound-once.ts";
import type { ErasView } from "../resolve/route.ts";
import type { PlanInput } from "./plan.ts";
import { publicCertificate } from "../facts/public-certificate.ts";

type Inbound = ErasView["inbound"];

/** Tells whether peers of any of the eras go by the file on the website, be it into an error. */
export function fileIsFollowed(inbound: Inbound, eras: readonly Era[]): boolean {
  return eras.some((era) =>
    inbound[era].trace.some(({ step, took }) => step === "well-known" && took),
  );
}

/**
 * The fault of the website's certificate, and how peers fare once it is one that they accept: whoever
 * renews it brings a file back to life, and some peers may still know the file from the time when it was
 * good. `later` is null where the website is believed today, or nothing on it would lead anybody.
 */
export function websiteOf(input: PlanInput): {
  readonly later: Inbound | null;
  readonly websiteFault: ProblemCode | null;
} {
  const { name, observe, now } = input;
  if (name.kind !== "dns" || name.port !== null) return { later: null, websiteFault: null };
  const host = name.host.toLowerCase();
  const seen = observe({ ask: "well-known", host, file: "server" });
  const first = seen.kind === "well-known" ? seen.hops[0]?.outcome : undefined;
  const certificate = first?.kind === "answered" ? first.certificate : null;
  const websiteFault =
    certificate === null ? null : certificateFault(certificate, host, traitsOf("1.93"), now);
  if (websiteFault === null) return { later: null, websiteFault };
  const later = inboundOnce(name, observe, now, `believed ${host}`, () =>
    withGoodWebsite(observe, host),
  );
  const leads = fileIsFollowed(later, ["0.99", "1.0", "1.93"]);
  return { later: leads ? later : null, websiteFault };
}

/** The world with a website of `host` whose certificate every peer accepts. */
export function withGoodWebsite(observe: Observe, host: string): Observe {
  return (query) => asAnswerTo(query, believed(query, observe(query), host));
}

function believed(query: Query, seen: Observation | Untold, host: string): Observation | Untold {
  if (query.ask !== "well-known" || seen.kind !== "well-known") return seen;
  return { ...seen, hops: seen.hops.map((hop) => believedHop(hop, host)) };
}

function believedHop(hop: HopSeen, host: string): HopSeen {
  const { outcome, url } = hop;
  const mine = readUrl(url)?.host.toLowerCase() === host;
  if (!mine || (outcome.kind !== "answered" && outcome.kind !== "silent")) return hop;
  return { ...hop, outcome: { ...outcome, certificate: publicCertificate([host]) } };
}
