import { IconCertificate, IconDeviceLaptop, IconServer2 } from "@tabler/icons-react";
import { Is, type Shown } from "../parts/glyph.tsx";
import { Wrap } from "../parts/wrap.tsx";
import type { PreflightRow } from "../state/wizard.ts";
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
}

/** The checks with a column for each place that they are seen from. */
export function PreflightTable({
  rows,
  busy,
}: {
  readonly rows: readonly PreflightRow[];
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
          {linesOf(rows).map((line) => (
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
            className={row === undefined ? "is-none" : undefined}
          >
            <Cell row={row} />
          </td>
        );
      })}
    </tr>
  );
}

function Cell({ row }: { readonly row: PreflightRow | undefined }) {
  const words = useWords();
  if (row === undefined)
    return (
      <span className="ink3">
        <span aria-hidden>–</span>
        <span className="vh">{words.say("wizard.preflight.not-from-here")}</span>
      </span>
    );
  return (
    <Is state={SHOWN[row.state]}>
      {row.problem === null ? words.sayCode("states", row.state) : words.problem(row.problem).title}
    </Is>
  );
}

function keyOf({ check, subject }: PreflightRow): string {
  return `${check} ${subject ?? ""}`;
}

function linesOf(rows: readonly PreflightRow[]): readonly Line[] {
  const keys = [...new Set(rows.map(keyOf))];
  return keys.flatMap((key) => {
    const own = rows.filter((row) => keyOf(row) === key);
    const [first] = own;
    return first === undefined
      ? []
      : [{ key, check: first.check, subject: first.subject, rows: own }];
  });
}
