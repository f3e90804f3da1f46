import { say } from "./say.ts";

/** One line of the results table. */
export interface Row {
  readonly journey: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** Collects what was asserted and measured, and prints it as it comes. */
export interface Report {
  readonly check: (what: string, good: boolean, evidence?: string) => void;
  readonly row: (row: Row) => void;
  /** Runs a part; what it throws is one failed check, and the next part goes on. */
  readonly part: (title: string, run: () => Promise<void>) => Promise<void>;
  readonly rows: readonly Row[];
  readonly counts: () => { readonly passed: number; readonly failed: number };
  readonly failures: readonly string[];
}

/** Makes an empty report. */
export function makeReport(): Report {
  const [rows, failures]: [Row[], string[]] = [[], []];
  let [passed, title] = [0, ""];
  const check = (what: string, good: boolean, evidence = ""): void => {
    if (good) passed += 1;
    else failures.push(`${title}: ${what}${evidence === "" ? "" : ` — ${evidence}`}`);
    say(good ? `  ok    ${what}` : `  FAIL  ${what} — ${evidence}`);
  };
  return {
    check,
    rows,
    failures,
    row: (row) => void rows.push(row),
    counts: () => ({ passed, failed: failures.length }),
    part: async (name, run) => {
      title = name;
      say(name);
      try {
        await run();
      } catch (error) {
        check("ran to its end", false, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** The rows as a Markdown table; columns in the order of their first appearance. */
export function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.columns)))];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(["journey", ...columns]),
    line(["---", ...columns.map(() => "---")]),
    ...rows.map((row) => line([row.journey, ...columns.map((name) => row.columns[name] ?? "")])),
  ].join("\n");
}
