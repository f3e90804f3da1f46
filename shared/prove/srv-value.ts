import type { SrvRecord } from "../facts/observation.ts";

const NOWHERE: SrvRecord = { priority: 0, weight: 0, port: 0, target: "" };

/** Reads the value of an SRV record as zone files have it; what is none leads nowhere. */
export function readSrvValue(value: string): SrvRecord {
  const parts = /^(\d+)\s+(\d+)\s+(\d+)\s+(\S+)$/.exec(value.trim());
  if (parts === null) return NOWHERE;
  return {
    priority: Number(parts[1]),
    weight: Number(parts[2]),
    port: Number(parts[3]),
    target: (parts[4] ?? "").replace(/\.$/, ""),
  };
}
