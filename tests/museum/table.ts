import type { Cell } from "./tour.ts";
import type { Exhibit } from "./versions.ts";
import type { MuseumWorld } from "./worlds/sketch.ts";

/** The cells of each version that was sent through the worlds. */
export type Tours = ReadonlyMap<Exhibit, readonly Cell[]>;

/** Versions × worlds as a Markdown table: the verdict that was seen, ✓ where all of it was predicted, ✗ where not. */
export function museumTable(worlds: readonly MuseumWorld[], tours: Tours): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const shown = [...tours.keys()];
  const head = ["world", "what it is", ...shown.map(({ version }) => version)];
  const rows = worlds.map(({ id, title }) => [
    id,
    title,
    ...shown.map((exhibit) => cellText(tours.get(exhibit)?.find(({ world }) => world === id))),
  ]);
  return [head, head.map(() => "---"), ...rows].map(line).join("\n");
}

/** Each mismatch with what was predicted and what was seen. */
export function mismatches(tours: Tours): readonly string[] {
  return [...tours].flatMap(([{ version }, cells]) =>
    cells.flatMap(({ world, differences }) =>
      differences.map((each) => `${version} in ${world}: ${each}`),
    ),
  );
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "–";
  return `${cell.differences.length === 0 ? "✓" : "✗"} ${cell.verdict}`;
}
