import { hostKind } from "../domain/server-name.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { CaaRecord, SrvRecord } from "./observation.ts";
import { worldName } from "./world-keys.ts";
import type { Misread } from "./world-misread.ts";
import type { DnsNameJson } from "./world-schema.ts";
import type { WorldName, WorldRecords } from "./world-types.ts";

const DEFAULT_TTL = 3600;

/** Reads what a world file says of one DNS name; what it cannot mean goes to `misread`. */
export function readDnsName(json: DnsNameJson, misread: Misread): WorldName {
  const cname = json.CNAME === undefined ? null : worldName([json.CNAME].flat()[0] ?? "");
  const others = [json.A, json.AAAA, json.SRV, json.CAA, json.TXT, json.rcode];
  if (cname !== null && others.some((each) => each !== undefined))
    misread("CNAME", "a CNAME stands alone");
  return {
    ttl: json.ttl ?? DEFAULT_TTL,
    rcode: json.rcode ?? null,
    cname,
    A: addresses(json.A, "ipv4", (why) => misread("A", why)),
    AAAA: addresses(json.AAAA, "ipv6", (why) => misread("AAAA", why)),
    SRV: records<SrvRecord, SrvRecord>(json.SRV, (record) => ({
      ...record,
      target: srvTarget(record.target),
    })),
    CAA: records<string | CaaRecord, CaaRecord>(json.CAA, (record) =>
      readCaa(record, (why) => misread("CAA", why)),
    ),
    TXT: records<string, string>(json.TXT, (text) => text),
  };
}

function addresses(
  json: DnsNameJson["A"],
  kind: "ipv4" | "ipv6",
  misread: (why: string) => void,
): WorldRecords<string> | null {
  const read = records<string, string>(json, canonicalAddress);
  for (const address of read?.records ?? []) {
    if (hostKind(address) !== kind)
      misread(`${address} is not an ${kind === "ipv4" ? "IPv4" : "IPv6"} address`);
  }
  return read;
}

type Instead = { readonly rcode: WorldName["rcode"] & string };

function records<J, T>(
  json: readonly J[] | Instead | undefined,
  read: (json: J) => T,
): WorldRecords<T> | null {
  if (json === undefined) return null;
  if ("rcode" in json) return { rcode: json.rcode, records: [] };
  return { rcode: json.length === 0 ? "NODATA" : "NOERROR", records: json.map(read) };
}

function srvTarget(target: string): string {
  return target === "." ? "" : target.replace(/\.$/, "");
}

function readCaa(json: string | CaaRecord, misread: (why: string) => void): CaaRecord {
  if (typeof json !== "string") return json;
  const parts = /^(\d{1,3})\s+([a-z0-9]+)\s+"?([^"]*)"?$/i.exec(json.trim());
  if (!parts) misread(`${json} is not FLAGS TAG "VALUE"`);
  return { flags: Number(parts?.[1] ?? "0"), tag: parts?.[2] ?? "", value: parts?.[3] ?? "" };
}
