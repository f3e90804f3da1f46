import type { SrvRecord } from "../facts/observation.ts";

/** A DNS record as people and zone files write it; names without the final dot. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: "A" | "AAAA" | "SRV" | "CAA" | "TXT" | "CNAME";
  readonly ttl: number;
  readonly value: string;
}

/** The value of an SRV record (RFC 2782): priority, weight, port, target without its final dot. */
export function srvValue(record: SrvRecord): string {
  return `${record.priority} ${record.weight} ${record.port} ${record.target === "" ? "." : record.target}`;
}

/** Reads the value of an SRV record back; null where it is none. */
export function parseSrvValue(value: string): SrvRecord | null {
  const parts = /^(\d{1,5}) (\d{1,5}) (\d{1,5}) (\S+)$/.exec(value);
  if (!parts) return null;
  const [priority, weight, port] = parts.slice(1, 4).map(Number);
  const target = (parts[4] ?? "").replace(/\.$/, "");
  if (priority === undefined || weight === undefined || port === undefined) return null;
  return { priority, weight, port, target };
}

/** The lines of a zone file for records, absolute names (RFC 1035 section 5). */
export function zoneText(records: readonly ZoneRecord[]): string {
  return records.map((record) => `${zoneLine(record)}\n`).join("");
}

function zoneLine(record: ZoneRecord): string {
  return `${record.name}. ${record.ttl} IN ${record.type} ${zoneValue(record)}`;
}

function zoneValue(record: ZoneRecord): string {
  switch (record.type) {
    case "SRV":
    case "CNAME":
      return record.value.endsWith(".") ? record.value : `${record.value}.`;
    case "TXT":
      return quoted(record.value);
    case "A":
    case "AAAA":
    case "CAA":
      return record.value;
  }
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
}
