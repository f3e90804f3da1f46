import { parseArgs } from "node:util";
import { faultsOf, kinds, type Point } from "./faults/points.ts";
import { playPoint } from "./faults/play-point.ts";
import { discardStage, makeStage, type Stage } from "./faults/stage.ts";
import { withLab, type Lab } from "./lab.ts";
import { record } from "./record.ts";
import { makeReport, tableOf, type Report } from "./report.ts";
import { elapsed, say } from "./say.ts";
import { leftOutText } from "./snapshot.ts";

const { values } = parseArgs({
  options: {
    kind: { type: "string", multiple: true, default: [...kinds] },
    from: { type: "string", default: "1" },
    to: { type: "string", default: "9999" },
    both: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});

const report = makeReport();
let versions: readonly string[] = [];
let [played, operations] = [0, 0];

try {
  await withLab(async (lab) => {
    versions = await lab.versions();
    await playAll(lab, report);
  });
} catch (error) {
  report.check("the lab runs", false, error instanceof Error ? error.message : String(error));
}
const { passed, failed } = report.counts();
for (const failure of report.failures) console.log(`FAILED ${failure}`);
console.log(`${operations} remote operations, ${played} points of fault`);
if (values.record)
  await record("faults", "Faults at every remote operation", "npm run lab:faults", body());
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || played === 0 ? 1 : (process.exitCode ?? 0);

async function playAll(lab: Lab, into: Report): Promise<void> {
  let stage = await makeStage(lab);
  operations = stage.operations.length;
  say(`${operations} remote operations in a run without faults`);
  const points = faultsOf(stage.operations, values.kind, values.both).filter(
    (point) => point.index >= Number(values.from) && point.index <= Number(values.to),
  );
  const outcomes = new Map<string, Record<string, number>>();
  for (const point of points) {
    const before = into.failures.length;
    await into.part(title(point), async () => {
      const outcome = await playPoint(stage, point, into);
      const counted = outcomes.get(point.kind) ?? {};
      outcomes.set(point.kind, { ...counted, [outcome]: (counted[outcome] ?? 0) + 1 });
    });
    played += 1;
    if (into.failures.length > before) stage = await replace(lab, stage);
  }
  for (const [kind, counted] of outcomes) {
    const columns = Object.fromEntries(
      Object.entries(counted).map(([name, n]) => [name, String(n)]),
    );
    into.row({ journey: kind, columns });
  }
  console.log(`\n${tableOf(into.rows)}\n`);
  await discardStage(stage);
}

/** A host on which something went wrong is no ground for the next point. */
async function replace(lab: Lab, stage: Stage): Promise<Stage> {
  await discardStage(stage);
  return makeStage(lab);
}

function title(point: Point): string {
  return `${point.index} ${point.operation} (step ${point.step ?? "none"}): ${point.kind}, ${point.when}`;
}

function body(): string {
  const failures = report.failures.map((each) => `- ${each}`).join("\n");
  const words = values.kind.map((kind) => `\`${kind}\``).join(", ");
  return `${operations} remote operations of journey (a), ${played} points of fault, in ${elapsed().toFixed(0)} s; ${passed} passed, ${failed} failed.

Played here: ${words}. At each remote operation the connection is cut until \`resume\` (\`cut\`), cut for a moment
(\`blink\`), the host loses its power (\`power\`), or Homeport's process is killed with SIGKILL (\`kill\`); in turns before the operation reaches the host and after it was done there with its
answer lost. Then \`resume\`, and the host is compared with one after a run without faults (outcome *kept*; key and
certificate material apart) or with the start (*undone*); then \`undo\`, and it is compared with the start.

${tableOf(report.rows)}

${failures}

Left out of every comparison of files: ${leftOutText()}.

Versions: ${versions.join(", ")}.`;
}
