import type { RecordChange } from "../../../shared/plan/plan.ts";
import type { Ports } from "../ports.ts";

/** What looking from outside needs. */
export interface Looker {
  readonly ports: Pick<Ports, "network">;
}

/** Whether DNS says by now what a record is to be; of one that is to go, whether it is gone. */
export async function isRecordThere(context: Looker, record: RecordChange): Promise<boolean> {
  const present = await recordValues(context, record);
  const there = present.includes(record.value.toLowerCase());
  return record.change === "remove" ? !there : there;
}

async function recordValues(context: Looker, record: RecordChange): Promise<readonly string[]> {
  const name = record.name.replace(/\.$/, "");
  if (record.type === "SRV") {
    const service = name.startsWith("_matrix-fed.") ? "_matrix-fed._tcp" : "_matrix._tcp";
    const seen = await context.ports.network.observe({
      ask: "srv",
      service,
      name: name.slice(service.length + 1),
    });
    return seen.records.map((r) => `${r.priority} ${r.weight} ${r.port} ${r.target}`.toLowerCase());
  }
  const seen = await context.ports.network.observe({ ask: "addresses", host: name });
  return (record.type === "AAAA" ? seen.aaaa : seen.a).records.map((value) => value.toLowerCase());
}
