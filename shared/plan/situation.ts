import { DEFAULT_AUDIENCE } from "../answers/answers.ts";
import type { Control, ProxyKind } from "../domain/control.ts";
import { ERAS, type Era } from "../domain/era.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { SrvRecord, SrvSeen } from "../facts/observation.ts";
import { inboundOnce } from "../resolve/inbound-once.ts";
import { outboundEras } from "../resolve/outbound.ts";
import type { ErasView } from "../resolve/route.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { ownAddresses } from "./own-addresses.ts";
import type { PlanInput } from "./plan.ts";
import { websiteOf } from "./website-file.ts";

/** What a plan starts from: the input with everything that every way needs worked out once. */
export interface Situation {
  readonly input: PlanInput;
  /** Host part of the server name in lower case. */
  readonly host: string;
  readonly audience: readonly Era[];
  readonly now: ErasView;
  /** How peers fare once the website's certificate is one that they accept; null: it is, or it matters to nobody. */
  readonly later: ErasView["inbound"] | null;
  /** Why peers do not believe the website of the name; null where they do, or there is none. */
  readonly websiteFault: ProblemCode | null;
  readonly web: Control;
  readonly dns: Control;
  readonly proxy: ProxyKind;
  /** Addresses on which a plan may make something answer. */
  readonly own: readonly string[];
  /** Existing records; empty where the lookup ended without any. */
  readonly srvFed: SrvSeen | null;
  readonly srvLegacy: SrvSeen | null;
}

/** Works the situation out; asks the network for what it needs. */
export function situationOf(input: PlanInput): Situation {
  const host = input.name.host.toLowerCase();
  const audience = input.answers.audience ?? DEFAULT_AUDIENCE;
  askAhead(input, host);
  return {
    input,
    host,
    audience: ERAS.filter((era) => audience.includes(era)),
    now: {
      inbound: inboundOnce(input.name, input.observe, input.now),
      outbound: outboundEras(ownVersion(input)),
    },
    ...websiteOf(input),
    web: input.answers.web ?? input.control.web,
    dns: input.answers.dns ?? input.control.dns,
    proxy: proxyOf(input),
    own: ownAddresses(input, ledTo(input, host)),
    srvFed: srvOf(input, "_matrix-fed._tcp", host),
    srvLegacy: srvOf(input, "_matrix._tcp", host),
  };
}

/**
 * Asks what every plan asks sooner or later, so that who looks live and plans again until nothing is
 * missing can look all of it up at once; each round saved is a round trip saved.
 */
function askAhead(input: PlanInput, host: string): void {
  const { observe, name } = input;
  if (name.kind !== "dns") return;
  observe({ ask: "addresses", host });
  if (name.port !== null) return;
  const delegated = input.answers.delegatedName?.toLowerCase() ?? `matrix.${host}`;
  observe({ ask: "well-known", host, file: "server" });
  observe({ ask: "well-known", host, file: "client" });
  observe({ ask: "srv", service: "_matrix-fed._tcp", name: host });
  observe({ ask: "srv", service: "_matrix._tcp", name: host });
  observe({ ask: "addresses", host: delegated });
}

/** Version of the own Synapse; null where it is not known. */
export function ownVersion(input: PlanInput): string | null {
  return input.host?.synapse?.version ?? null;
}

/** Tells whether an address is one on which the plan may change something. */
export function isOwn(situation: Situation, address: string): boolean {
  return situation.own.includes(canonicalAddress(address));
}

/** The record that peers try first: lowest priority, then highest weight, then the order of the answer. */
export function bestSrv(seen: SrvSeen | null): SrvRecord | null {
  return inOrder(seen)[0] ?? null;
}

/** Records in the order in which peers try them. */
export function inOrder(seen: SrvSeen | null): readonly SrvRecord[] {
  return (seen?.records ?? []).toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
}

/** Names that peers are or may be led to, the likeliest first. */
function ledTo(input: PlanInput, host: string): readonly string[] {
  const target = bestSrv(srvOf(input, "_matrix._tcp", host))?.target ?? "";
  const answered = input.answers.delegatedName?.toLowerCase();
  const names = [
    answered,
    target === "" ? undefined : target.toLowerCase(),
    `matrix.${host}`,
    host,
  ];
  return names.filter((name) => name !== undefined);
}

function srvOf(
  input: PlanInput,
  service: "_matrix-fed._tcp" | "_matrix._tcp",
  host: string,
): SrvSeen | null {
  if (input.name.kind !== "dns" || input.name.port !== null) return null;
  const seen = input.observe({ ask: "srv", service, name: host });
  return seen.kind === "srv" ? seen : null;
}

function proxyOf(input: PlanInput): ProxyKind {
  const said = input.answers.proxy ?? "auto";
  return said === "auto" ? (input.host?.proxy?.kind ?? "none") : said;
}
