import type { Observation } from "../../../shared/facts/observation.ts";
import type { Speak } from "../speak.ts";

/** One answer of the network in a few words. What is of no known kind is left out. */
export function factLine(value: unknown, speak: Speak, inPractice = false): string {
  if (!isObservation(value)) return "";
  const seen = value;
  switch (seen.kind) {
    case "addresses": {
      const found = [...seen.a.records, ...seen.aaaa.records];
      return found.length > 0 ? found.join(", ") : speak.sayCode("rcodes", seen.a.rcode);
    }
    case "srv": {
      const found = seen.records.map((each) => `${each.target || "."}:${each.port}`);
      return found.length > 0 ? found.join(", ") : speak.sayCode("rcodes", seen.rcode);
    }
    case "caa": {
      const found = seen.records.map((each) => `${each.tag} ${each.value}`);
      return found.length > 0 ? found.join(", ") : speak.sayCode("rcodes", seen.rcode);
    }
    case "well-known": {
      const last = seen.hops.at(-1)?.outcome;
      if (last === undefined) return "";
      if (last.kind !== "answered") return speak.sayCode("hops", last.kind);
      return last.status === 200
        ? last.body.trim().slice(0, 200)
        : speak.say("hops.status", { status: last.status });
    }
    case "endpoint":
      return endpointLine(seen, speak, inPractice);
  }
}

/** Whether DNS was asked for records and has none. */
export function isNothing(value: unknown): boolean {
  if (!isObservation(value) || (value.kind !== "srv" && value.kind !== "caa")) return false;
  return value.records.length === 0 && ["NOERROR", "NXDOMAIN", "NODATA"].includes(value.rcode);
}

const KINDS: ReadonlySet<unknown> = new Set(["addresses", "srv", "caa", "well-known", "endpoint"]);

/** Facts come from our own looks, or from a file whose answers the engine has read before. */
function isObservation(value: unknown): value is Observation {
  return typeof value === "object" && value !== null && "kind" in value && KINDS.has(value.kind);
}

function endpointLine(
  seen: Extract<Observation, { readonly kind: "endpoint" }>,
  speak: Speak,
  inPractice: boolean,
): string {
  const given = inPractice ? "practice" : "given";
  const parts = [speak.sayCode("tcp", seen.tcp)];
  if (seen.tls?.spoken === true) {
    const { fromCaFile, issuer } = seen.tls.certificate;
    parts.push(speak.sayCode("tlsIssuers", fromCaFile === true ? given : issuer));
  }
  if (seen.tls?.spoken === false) parts.push(speak.sayCode("tlsFaults", seen.tls.why));
  if (seen.http?.software) parts.push(seen.http.software);
  return parts.join(", ");
}
