import { parseArgs } from "node:util";
import { record } from "../lab/record.ts";
import { makeReport, type Report } from "../lab/report.ts";
import { elapsed, say } from "../lab/say.ts";
import { withMuseum, type Museum } from "./museum.ts";
import { showReload } from "./reload.ts";
import { showStarts } from "./starts.ts";
import { mismatches, museumTable } from "./table.ts";
import { tour, type Cell } from "./tour.ts";
import { exhibitVersion, prepareVenvs } from "./venv.ts";
import { exhibits, type Exhibit } from "./versions.ts";
import { worlds } from "./worlds/all.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    world: { type: "string", multiple: true, default: [] },
    record: { type: "boolean", default: false },
  },
});

const chosen = exhibits.filter(
  ({ version }) => values.only.length === 0 || values.only.includes(version),
);
// the newest one's Python also notes the SYNs
const needed = exhibits.filter((each) => chosen.includes(each) || each === exhibits.at(-1));
const visited = worlds.filter(({ id }) => values.world.length === 0 || values.world.includes(id));
const tours = new Map<Exhibit, readonly Cell[]>();
const report = makeReport();
const versions: string[] = [];
const shown: string[] = [];

try {
  await main();
} catch (error) {
  report.check("the museum opens", false, error instanceof Error ? error.message : String(error));
}
// in the order of the versions, whichever came home first
const inOrder = new Map(
  exhibits.flatMap((each) => {
    const cells = tours.get(each);
    return cells === undefined ? [] : [[each, cells] as const];
  }),
);
const { passed, failed } = report.counts();
if (tours.size > 0) console.log(`\n${museumTable(visited, inOrder)}\n`);
for (const failure of report.failures) console.log(`FAILED ${failure}`);
if (values.record) await record("museum", "The museum", "npm run museum", resultText());
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : (process.exitCode ?? 0);

async function main(): Promise<void> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new Error("The museum runs on Linux, as root: it makes network namespaces.");
  const missing = await prepareVenvs(needed);
  for (const sentence of missing) report.check("what the museum needs is here", false, sentence);
  if (missing.length > 0) return;
  for (const exhibit of needed) versions.push(await exhibitVersion(exhibit));
  for (const version of versions) say(`  uses ${version}`);
  await withMuseum(visited, show);
}

async function show(museum: Museum): Promise<void> {
  // two at a time: all five starting at once meet time limits on a small machine
  const queue = [...chosen];
  const guide = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await visit(museum, next);
  };
  await Promise.all([guide(), guide()]);
  if (values.world.length > 0) return;
  const noting = noted(report, museum.hold);
  for (const exhibit of chosen) {
    if (exhibit.version === "0.99.0") await showStarts(museum, exhibit, noting);
    await noting.part(`${exhibit.version}: SIGHUP`, () => showReload(museum, exhibit, noting));
  }
}

/** The report that also notes each part and check for the results; a signal ends a part without a word. */
function noted(inner: Report, hold: Museum["hold"]): Report {
  return {
    ...inner,
    check: (what, good, evidence) => {
      shown.push(`  - ${good ? "✓" : "✗"} ${what}`);
      inner.check(what, good, evidence);
    },
    part: (title, run) => {
      shown.push(`- ${title}`);
      return inner.part(title, async () => {
        try {
          await run();
        } catch (error) {
          await hold();
          throw error;
        }
      });
    },
  };
}

async function visit(museum: Museum, exhibit: Exhibit): Promise<void> {
  try {
    tours.set(exhibit, await tour(museum, exhibit, visited, report));
  } catch (error) {
    await museum.hold();
    const evidence = error instanceof Error ? error.message : String(error);
    report.check(`${exhibit.version} goes through the worlds`, false, evidence);
  }
}

function resultText(): string {
  const wrong = mismatches(tours);
  const failures = report.failures.map((each) => `- ${each}`).join("\n");
  return `${passed} passed, ${failed} failed in ${elapsed().toFixed(0)} s: ${visited.length} worlds × ${tours.size} versions, ${wrong.length} mismatches.

${versions.join(", ")}.

✓: DNS questions, well-known fetch, target, SNI, Host and verdict are what \`shared/resolve\` predicts from the world file.

${museumTable(visited, inOrder)}

What else they did, start by start:

${shown.join("\n")}

${failures}`;
}
