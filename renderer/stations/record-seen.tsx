import type { RecordChange } from "../../shared/plan/plan.ts";
import { Is, type Shown } from "../parts/glyph.tsx";
import { useNow } from "../parts/use-now.ts";
import { useWords } from "../words/use-words.ts";

const SHOWN: { readonly [change in RecordChange["change"]]: Shown } = {
  add: "wait",
  keep: "ok",
  change: "wait",
  remove: "wait",
};

/** What DNS said of a record when it was last looked at (`at`, ISO time). */
export function RecordSeen({
  change,
  at,
}: {
  readonly change: RecordChange["change"];
  readonly at: string;
}) {
  const words = useWords();
  const now = useNow(30_000);
  return (
    <p className="second">
      <Is state={SHOWN[change]}>
        {words.sayCode("wizard.record-seen", change, { at: words.clock(at, now) })}
      </Is>
    </p>
  );
}
