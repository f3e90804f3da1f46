import { z } from "zod";

const report = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

/** Counts of one file: a mutant is caught when a test fails on it or never ends. */
export interface MutatedFile {
  readonly name: string;
  readonly caught: number;
  readonly survived: number;
  /** Run by no test at all. */
  readonly untouched: number;
  /** Not tried, and not counted. */
  readonly leftOut: number;
}

/** Reads Stryker's report; throws where it is of another form. */
export function readReport(json: string): readonly MutatedFile[] {
  const { files } = report.parse(JSON.parse(json));
  return Object.entries(files)
    .map(([name, { mutants }]) => {
      const count = (...statuses: readonly string[]): number =>
        mutants.filter(({ status }) => statuses.includes(status)).length;
      return {
        name,
        caught: count("Killed", "Timeout"),
        survived: count("Survived"),
        untouched: count("NoCoverage"),
        leftOut: count("Ignored"),
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The share of mutants caught in a folder, from 0 to 1; 0 where there are none. */
export function caughtIn(files: readonly MutatedFile[], folder: string): number {
  return shareOf(sum(files.filter(({ name }) => name.startsWith(`${folder}/`))));
}

/** What stands beneath the table: how the figures came about, and what is not among them. */
export function mutationNotes(files: readonly MutatedFile[]): string {
  const { leftOut } = sum(files);
  return [
    "A mutant is caught when a test fails on it or never ends. Results of earlier runs are taken over for",
    "mutants whose code, and whose catching test, are the same (Stryker's incremental mode); the others were",
    `tried in this run. ${leftOut} mutants of module-level code were left out (\`tests/mutate/options.ts\` says why).`,
    "Judges are the tests of `tests/mutate/judges.ts`; the random laws and the prover are not among them.",
  ].join("\n");
}

/** The table of docs/results/mutation.md: each folder, then each file. */
export function mutationTable(files: readonly MutatedFile[]): string {
  const folders = [...new Set(files.map(({ name }) => name.replace(/\/[^/]+$/, "")))];
  const totals = folders.map((folder) => ({
    ...sum(files.filter(({ name }) => name.startsWith(`${folder}/`))),
    name: `**${folder}**`,
  }));
  const shown = files.filter((each) => total(each) > 0);
  return [
    "| file | mutants | caught | survived | run by no test | share |",
    "| --- | --: | --: | --: | --: | --: |",
    ...[...totals, ...shown].map(row),
  ].join("\n");
}

function row(file: MutatedFile): string {
  const share = `${(shareOf(file) * 100).toFixed(1)} %`;
  const counts = [total(file), file.caught, file.survived, file.untouched];
  return `| ${[file.name, ...counts, share].join(" | ")} |`;
}

function sum(files: readonly MutatedFile[]): MutatedFile {
  const add = (of: (file: MutatedFile) => number): number =>
    files.reduce((before, file) => before + of(file), 0);
  return {
    name: "",
    caught: add(({ caught }) => caught),
    survived: add(({ survived }) => survived),
    untouched: add(({ untouched }) => untouched),
    leftOut: add(({ leftOut }) => leftOut),
  };
}

function total({ caught, survived, untouched }: MutatedFile): number {
  return caught + survived + untouched;
}

function shareOf(file: MutatedFile): number {
  return total(file) === 0 ? 0 : file.caught / total(file);
}
