import { CopyWords } from "./copy.tsx";
import { Broken } from "./wrap.tsx";
import { useWords } from "../words/use-words.ts";

/** A key's fingerprint in groups of four, so that two can be compared. */
export function Fingerprint({
  title,
  value,
  bad = false,
}: {
  readonly title: string;
  readonly value: string;
  readonly bad?: boolean;
}) {
  const words = useWords();
  const groups = value.replace(/^SHA256:/, "").match(/.{1,4}/g) ?? [];
  return (
    <div className={`fp ${bad ? "s-bad" : ""}`} role="group" aria-label={title}>
      <p className="cap">
        <Broken text={title} />
      </p>
      <code>
        {groups.map((group, index) => (
          // Groups of one fingerprint never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index}>{group}</span>
        ))}
      </code>
      <CopyWords value={value} what={words.say("wizard.host.fingerprint")} />
    </div>
  );
}
