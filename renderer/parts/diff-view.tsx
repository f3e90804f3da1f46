import { diffLines } from "diff";
import { useMemo } from "react";
import { useWords } from "../words/use-words.ts";
import { CopyWords } from "./copy.tsx";
import { Wrap } from "./wrap.tsx";

/** One line of a difference. */
interface DiffLine {
  readonly kind: "add" | "del" | "same";
  readonly text: string;
  /** Its number in the new text; null for what goes. */
  readonly number: number | null;
}

/** Lines that stay are shown this far around what changes. */
const AROUND = 2;

/** What a text was and becomes, line by line: only what changes and a little around it. */
export function DiffView({
  file,
  before,
  after,
}: {
  readonly file: string;
  readonly before: string | null;
  readonly after: string | null;
}) {
  const words = useWords();
  const lines = useMemo(() => nearChanges(diffOf(before ?? "", after ?? "")), [before, after]);
  return (
    <div className="code">
      <div className="code-h">
        <span className="mono">
          <Wrap text={file} />
        </span>
        {after !== null && <CopyWords value={after} what={file} />}
      </div>
      <pre tabIndex={0} role="group" aria-label={words.say("wizard.plan.change-to", { file })}>
        {lines.map((line, index) => (
          // The lines of one difference never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className={line.kind} data-n={line.number ?? ""}>
            {line.kind !== "same" && (
              <span className="vh">
                {words.say(line.kind === "add" ? "wizard.plan.added" : "wizard.plan.removed")}{" "}
              </span>
            )}
            {`${SIGNS[line.kind]} ${line.text}\n`}
          </span>
        ))}
      </pre>
    </div>
  );
}

const SIGNS = { add: "+", del: "−", same: " " } as const;

function diffOf(before: string, after: string): readonly DiffLine[] {
  let number = 0;
  return diffLines(before, after).flatMap(({ value, added, removed }) => {
    const kind = added ? "add" : removed ? "del" : "same";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text): DiffLine => {
        if (kind !== "del") number += 1;
        return { kind, text, number: kind === "del" ? null : number };
      });
  });
}

function nearChanges(lines: readonly DiffLine[]): readonly DiffLine[] {
  return lines.filter((_, index) =>
    lines
      .slice(Math.max(0, index - AROUND), index + AROUND + 1)
      .some(({ kind }) => kind !== "same"),
  );
}
