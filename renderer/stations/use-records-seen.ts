import { useEffect, useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import type { RecordChange } from "../../shared/plan/plan.ts";
import { useEngine } from "../state/use-engine.ts";

/** DNS is asked again this long after an answer, in ms, while the page is seen. */
const LOOK_EVERY_MS = 15_000;

/** Whether each record is as it is to be, by `keyOfRecord`, and when that was looked at; null until it was. */
export interface RecordsSeen {
  readonly at: string;
  readonly there: ReadonlyMap<string, boolean>;
}

/** Looks at the records of the plan for as long as they are shown. */
export function useRecordsSeen(): RecordsSeen | null {
  const { call } = useEngine();
  const [seen, setSeen] = useState<RecordsSeen | null>(null);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const reply = document.hidden ? null : await call("records.look", {});
      if (isOver) return;
      if (reply?.ok === true) setSeen(seenOf(reply.value));
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // For as long as the records are shown; the door to the engine stays the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return seen;
}

/** What tells one record of a plan from the others. */
export function keyOfRecord({
  name,
  type,
  value,
}: Pick<RecordChange, "name" | "value"> & { readonly type: string }): string {
  return `${name} ${type} ${value}`;
}

function seenOf({ at, records }: Output<"records.look">): RecordsSeen {
  return { at, there: new Map(records.map((each) => [keyOfRecord(each), each.there])) };
}
