import type { PublishedFile, RecordChange } from "../../shared/plan/plan.ts";
import type { PracticeWorld } from "./world.ts";
import { WEB_ROOT } from "./world-places.ts";
import type { ZoneRecord } from "./zones.ts";

/** What the other person was asked for. */
interface Asked {
  readonly files: readonly PublishedFile[];
  readonly records: readonly RecordChange[];
}

/**
 * Plays whoever a run waits for: puts files on the websites of the world and changes its zones, as the
 * message asks. What the world has no place for is left alone, as a person would.
 */
export function comeAsOther(world: PracticeWorld, { files, records }: Asked): void {
  for (const { url, content } of files) {
    const { hostname, pathname } = new URL(url);
    world.hosts.get(hostname)?.machine.tree.seed(`${WEB_ROOT}${pathname}`, content);
  }
  for (const record of records) changeZone(world, record);
}

function changeZone({ zones }: PracticeWorld, record: RecordChange): void {
  if (record.change === "keep") return;
  const name = record.name.replace(/\.$/, "");
  if (record.change !== "add") zones.remove(name, record.type);
  const put = record.change === "remove" ? null : recordOf(record, name);
  if (put !== null) zones.put(put);
}

function recordOf({ type, ttl, value }: RecordChange, name: string): ZoneRecord | null {
  switch (type) {
    case "A":
    case "AAAA":
    case "CNAME":
    case "TXT":
      return { name, ttl, type, data: value };
    case "SRV": {
      const [priority = "0", weight = "0", port = "0", target = ""] = value.split(" ");
      const data = {
        priority: Number(priority),
        weight: Number(weight),
        port: Number(port),
        target,
      };
      return { name, ttl, type, data };
    }
    case "CAA":
      // No plan asks anybody for one in the practice world.
      return null;
  }
}
