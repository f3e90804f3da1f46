/** Data of an SRV record (RFC 2782). */
export interface SrvData {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

/** Data of a CAA record (RFC 8659). */
export interface CaaData {
  readonly flags: number;
  readonly tag: "issue" | "issuewild" | "iodef";
  readonly value: string;
}

/** One record. Names are lower case without final dot. */
export type ZoneRecord = {
  readonly name: string;
  readonly ttl: number;
} & (
  | { readonly type: "A" | "AAAA"; readonly data: string }
  | { readonly type: "CNAME"; readonly data: string }
  | { readonly type: "TXT"; readonly data: string }
  | { readonly type: "SRV"; readonly data: SrvData }
  | { readonly type: "CAA"; readonly data: CaaData }
);

/** A code that is planted for every type asked of a name. TIMEOUT: no answer at all. */
export type PlantedRcode = "NXDOMAIN" | "NODATA" | "SERVFAIL" | "REFUSED" | "TIMEOUT";

/** What is found for a question: the records to answer with, or a code. */
export type Found =
  | { readonly rcode: "NOERROR"; readonly records: readonly ZoneRecord[] }
  | { readonly rcode: PlantedRcode; readonly records: readonly ZoneRecord[] };

/** The zones of a world; they can be changed while the server runs. */
export interface Zones {
  put(record: ZoneRecord): void;
  remove(name: string, type: ZoneRecord["type"]): void;
  plant(name: string, rcode: PlantedRcode | null): void;
  find(name: string, type: string): Found;
}

const DEEPEST = 8;

/** Makes zones. What is not in them does not exist (NXDOMAIN); CNAMEs are followed, at most 8 deep. */
export function createZones(initial: readonly ZoneRecord[]): Zones {
  const records: ZoneRecord[] = initial.map((each) => ({ ...each, name: plain(each.name) }));
  const planted = new Map<string, PlantedRcode>();
  const find = (asked: string, type: string, depth: number): Found => {
    const name = plain(asked);
    const code = planted.get(name);
    if (code !== undefined) return { rcode: code, records: [] };
    const here = records.filter((each) => each.name === name);
    const alias = here.find((each) => each.type === "CNAME");
    if (alias !== undefined && type !== "CNAME") {
      if (depth >= DEEPEST) return { rcode: "SERVFAIL", records: [] };
      const rest = find(alias.data, type, depth + 1);
      return { rcode: rest.rcode, records: [alias, ...rest.records] };
    }
    const fit = here.filter((each) => each.type === type);
    if (fit.length > 0) return { rcode: "NOERROR", records: fit };
    const exists = records.some((each) => each.name === name || each.name.endsWith(`.${name}`));
    return { rcode: exists ? "NODATA" : "NXDOMAIN", records: [] };
  };
  return {
    put: (record) => void records.push({ ...record, name: plain(record.name) }),
    remove: (name, type) => {
      const kept = records.filter((each) => each.name !== plain(name) || each.type !== type);
      records.splice(0, records.length, ...kept);
    },
    plant: (name, rcode) =>
      void (rcode === null ? planted.delete(plain(name)) : planted.set(plain(name), rcode)),
    find: (name, type) => find(name, type, 0),
  };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
