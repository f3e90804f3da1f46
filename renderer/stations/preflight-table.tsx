import { IconCertificate, IconDeviceLaptop, IconServer2 } from "@tabler/icons-react";
import { Is, type Shown } from "../parts/glyph.tsx";
import { Broken, Wrap } from "../parts/wrap.tsx";
import type { ComingRow, PreflightRow } from "../state/wizard.ts";
import { useWords } from "../words/use-words.ts";

const PLACES = ["desktop", "host", "ca"] as const;
const ICONS = { desktop: IconDeviceLaptop, host: IconServer2, ca: IconCertificate } as const;
const SHOWN: { readonly [state in PreflightRow["state"]]: Shown } = {
  pass: "ok",
  warn: "warn",
  fail: "bad",
  "not-checked": "idle",
};

/** One line of the table: a check of one thing, as it is seen from each place. */
interface Line {
  readonly key: string;
  readonly check: PreflightRow["check"];
  readonly subject: string | null;
  readonly rows: readonly PreflightRow[];
  /** Places that were not heard of yet. */
  readonly coming: readonly ComingRow["seenFrom"][];
}

/** The checks with a column for each place that they are seen from. */
export function PreflightTable({
  rows,
  coming,
  busy,
}: {
  readonly rows: readonly PreflightRow[];
  /** What will be looked at; its rows stand there from the start. */
  readonly coming: readonly ComingRow[];
  readonly busy: boolean;
}) {
  const words = useWords();
  return (
    <section
      className="card is-lift scroll"
      tabIndex={0}
      aria-label={words.say("wizard.preflight.table")}
      aria-busy={busy}
    >
      <table className="tb pf">
        <thead>
          <tr>
            <th scope="col">{words.say("wizard.preflight.check")}</th>
            {PLACES.map((place) => {
              const Icon = ICONS[place];
              return (
                <th scope="col" key={place}>
                  <span className="vp">
                    <Icon size={18} aria-hidden />
                    {words.sayCode("wizard.place", place)}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {linesOf(rows, coming).map((line) => (
            <TableLine key={line.key} line={line} />
          ))}
        </tbody>
      </table>
      {busy && <Is state="busy">{words.say("wizard.preflight.checking")}</Is>}
    </section>
  );
}

function TableLine({ line }: { readonly line: Line }) {
  const words = useWords();
  const worst = line.rows.some(({ state }) => state === "fail")
    ? "is-bad"
    : line.rows.some(({ state }) => state === "warn")
      ? "is-warn"
      : "";
  return (
    <tr className={worst}>
      <th scope="row">
        {words.find("wizard.check", line.check) ?? words.sayCode("preflight", line.check)}
        {line.subject !== null && (
          <span className="small ink3">
            <br />
            <Wrap text={line.subject} />
          </span>
        )}
      </th>
      {PLACES.map((place) => {
        const row = line.rows.find(({ seenFrom }) => seenFrom === place);
        return (
          <td
            key={place}
            data-v={words.sayCode("wizard.place", place)}
            className={row === undefined && !line.coming.includes(place) ? "is-none" : undefined}
          >
            <Cell row={row} comes={line.coming.includes(place)} />
          </td>
        );
      })}
    </tr>
  );
}

function Cell({ row, comes }: { readonly row: PreflightRow | undefined; readonly comes: boolean }) {
  const words = useWords();
  if (row === undefined && comes)
    return <Is state="coming">{words.say("wizard.preflight.to-come")}</Is>;
  if (row === undefined)
    return (
      <span className="ink3">
        <span aria-hidden>–</span>
        <span className="vh">{words.say("wizard.preflight.not-from-here")}</span>
      </span>
    );
  return (
    <Is state={SHOWN[row.state]}>
      <SeenWords row={row} />
    </Is>
  );
}

/** What was seen; where it is nothing to look at, the state's word is for screen readers, and its shape for the eye. */
function SeenWords({ row }: { readonly row: PreflightRow }) {
  const words = useWords();
  const { problem, seen, state } = row;
  const word = words.sayCode("states", state);
  if (problem !== null) return words.problem(problem).title;
  if (seen === null) return word;
  return (
    <>
      <span className="vh">{word}: </span>
      <Broken text={words.reason(seen)} />
    </>
  );
}

function keyOf({ check, subject }: ComingRow): string {
  return `${check} ${subject ?? ""}`;
}

/** The lines in the order in which they were announced: an answer fills its row and moves none. */
function linesOf(rows: readonly PreflightRow[], coming: readonly ComingRow[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const announced of [...coming, ...rows]) {
    const key = keyOf(announced);
    if (lines.has(key)) continue;
    const { check, subject } = announced;
    const own = rows.filter((row) => keyOf(row) === key);
    const heard = new Set(own.map(({ seenFrom }) => seenFrom));
    const places = coming.filter((row) => keyOf(row) === key).map(({ seenFrom }) => seenFrom);
    const silent = places.filter((place) => !heard.has(place));
    lines.set(key, { key, check, subject, rows: own, coming: silent });
  }
  return [...lines.values()];
}
