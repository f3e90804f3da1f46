import type { RecordChange } from "../../shared/plan/plan.ts";
import { Is, type Shown } from "../parts/glyph.tsx";
import { useNow } from "../parts/use-now.ts";
import { useWords } from "../words/use-words.ts";

const SHOWN: { readonly [change in RecordChange["change"]]: Shown } = {
  add: "wait",
  keep: "warn",
  change: "wait",
  remove: "wait",
};

/** How it is said that a record is not as it is to be; one that was to stay has gone. */
const LACKING: { readonly [change in RecordChange["change"]]: string } = {
  add: "add",
  keep: "lost",
  change: "change",
  remove: "remove",
};

interface RecordSeenProps {
  readonly change: RecordChange["change"];
  /** It is as it is to be; of one that goes: it is gone. */
  readonly there: boolean;
  /** When DNS was asked, ISO time. */
  readonly at: string;
}

/** What DNS said of a record when it was last asked. */
export function RecordSeen({ change, there, at }: RecordSeenProps) {
  const words = useWords();
  const now = useNow(30_000);
  const said = there ? (change === "remove" ? "gone" : "keep") : LACKING[change];
  return (
    <p className="second">
      <Is state={there ? "ok" : SHOWN[change]}>
        {words.sayCode("wizard.record-seen", said, { at: words.clock(at, now) })}
      </Is>
    </p>
  );
}
