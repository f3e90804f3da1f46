import type { WorldJson } from "../facts/world-schema.ts";
import type { Choice } from "./dimensions.ts";
import {
  ADDRESSES,
  delegatedOfChoice,
  hostOfChoice,
  servingPortsOfChoice,
} from "./world-places.ts";

type DnsJson = NonNullable<WorldJson["dns"]>;
type NameJson = DnsJson[string];

/** `dns` of a modelled world. */
export function dnsOfChoice(choice: Choice): DnsJson {
  const host = hostOfChoice(choice);
  const delegated = delegatedOfChoice(choice);
  const literal = choice.form === "ipv4" || choice.form === "ipv6";
  const names: (readonly [string, NameJson | null])[] = [
    [host, literal ? null : pointsJson(choice, delegated)],
    [delegated, literal ? null : delegatedJson(choice)],
    [`www.${host}`, choice.wellKnown.startsWith("redirect") ? websiteAddresses(choice) : null],
    ["elsewhere.example.org", { A: [ADDRESSES.stranger4] }],
    ["vps.example.net", choice.delegated === "alias" ? { A: [ADDRESSES.own4] } : null],
    [`alias.${host}`, choice.srv === "alias" ? { CNAME: delegated } : null],
    ...srvJson(choice, host, delegated),
  ];
  const ttl = Number(choice.ttl);
  const listed = names.flatMap(([name, json]) =>
    json === null ? [] : [[name, { ...json, ttl }] as const],
  );
  return Object.fromEntries(listed);
}

function pointsJson(choice: Choice, delegated: string): NameJson | null {
  switch (choice.points) {
    case "here":
      return { A: [ADDRESSES.own4] };
    case "here-v6-too":
    case "here-v6-mute":
      return { A: [ADDRESSES.own4], AAAA: [ADDRESSES.own6] };
    case "v6-elsewhere":
      return { A: [ADDRESSES.own4], AAAA: [ADDRESSES.web6] };
    case "elsewhere":
      return { A: [ADDRESSES.web4] };
    case "cdn":
      return { A: [ADDRESSES.cdn4] };
    case "alias":
      return { CNAME: delegated };
    case "servfail":
      return { rcode: "SERVFAIL" };
    case "nowhere":
      return null;
  }
}

function delegatedJson(choice: Choice): NameJson | null {
  switch (choice.delegated) {
    case "here":
      return { A: [ADDRESSES.own4] };
    case "elsewhere":
      return { A: [ADDRESSES.stranger4] };
    case "v6-elsewhere":
      return { A: [ADDRESSES.own4], AAAA: [ADDRESSES.web6] };
    case "alias":
      return { CNAME: "vps.example.net" };
    case "absent":
      return null;
  }
}

function websiteAddresses(choice: Choice): NameJson {
  if (choice.points === "cdn") return { A: [ADDRESSES.cdn4] };
  return choice.points === "elsewhere" ? { A: [ADDRESSES.web4] } : { A: [ADDRESSES.own4] };
}

function srvJson(
  choice: Choice,
  host: string,
  delegated: string,
): readonly (readonly [string, NameJson | null])[] {
  const port = servingPortsOfChoice(choice)[0] ?? 8448;
  const [fed, legacy] = recordsOf(choice, host, delegated, port);
  return [
    [`_matrix-fed._tcp.${host}`, fed],
    [`_matrix._tcp.${host}`, legacy],
  ];
}

function to(
  target: string,
  port: number,
  priority = 10,
): { priority: number; weight: number; port: number; target: string } {
  return { priority, weight: 5, port, target };
}

/** Records of `_matrix-fed._tcp` and of `_matrix._tcp`. */
function recordsOf(
  choice: Choice,
  host: string,
  delegated: string,
  port: number,
): readonly [NameJson | null, NameJson | null] {
  const right: NameJson = { SRV: [to(delegated, port)] };
  const wrong: NameJson = { SRV: [to("elsewhere.example.org", 8448)] };
  switch (choice.srv) {
    case "none":
      return [null, null];
    case "legacy":
      return [null, right];
    case "fed":
      return [right, null];
    case "both":
      return [right, right];
    case "itself":
      return [null, { SRV: [to(host, port)] }];
    case "wrong":
      return [null, wrong];
    case "fed-wrong":
      return [wrong, right];
    case "unresolvable":
      return [null, { SRV: [to("gone.example.org", port)] }];
    case "alias":
      return [null, { SRV: [to(`alias.${host}`, port)] }];
    case "null":
      return [null, { SRV: [to(".", 0, 0)] }];
    case "first-dead":
      return [null, { SRV: [to(delegated, 8999, 5), to(delegated, port)] }];
    case "legacy-servfail":
      return [null, { rcode: "SERVFAIL" }];
    case "fed-servfail":
      return [{ rcode: "SERVFAIL" }, null];
  }
}
