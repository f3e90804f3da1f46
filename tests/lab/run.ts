import { parseArgs } from "node:util";
import { elapsed, say } from "./say.ts";
import { alone } from "./journeys/alone.ts";
import { byWizard } from "./journeys/by-wizard.ts";
import { badInput } from "./journeys/bad-input.ts";
import { delegated } from "./journeys/delegated.ts";
import { keptRecord } from "./journeys/kept-record.ts";
import { modelled } from "./journeys/modelled.ts";
import type { Context, Journey } from "./journeys/journey.ts";
import { withLab, secondName, type Lab } from "./lab.ts";
import { addresses } from "./places.ts";
import { record } from "./record.ts";
import { makeReport, tableOf, type Report } from "./report.ts";
import { leftOutText, lookedAt } from "./snapshot.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    record: { type: "boolean", default: false },
  },
});

const journeys: readonly Journey[] = [
  ...alone,
  ...delegated,
  ...keptRecord,
  ...byWizard,
  ...modelled,
  ...badInput,
];
const chosen = journeys.filter(
  (each) => values.only.length === 0 || values.only.some((id) => each.id.startsWith(id)),
);
const report = makeReport();
let versions: readonly string[] = [];

try {
  await withLab((lab) => runAll(lab, report));
} catch (error) {
  report.check("the lab runs", false, error instanceof Error ? error.message : String(error));
}
const { passed, failed } = report.counts();
for (const failure of report.failures) console.log(`FAILED ${failure}`);
if (values.record) await record("lab", "The lab's journeys", "npm run lab", resultText());
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : (process.exitCode ?? 0);

async function runAll(lab: Lab, into: Report): Promise<void> {
  versions = await lab.versions();
  for (const version of versions) say(`  uses ${version}`);
  say(`compared: ${lookedAt.join(" ")}`);
  say(`left out of every comparison: ${leftOutText()}`);
  await lab.dns.publish({
    [secondName]: [`@ A ${addresses.second.v4}`, `@ AAAA ${addresses.second.v6}`],
  });
  const [second, website] = await Promise.all([lab.makeSecond(), lab.makeWebsite()]);
  const context: Context = { lab, report: into, second, website };
  for (const journey of chosen) {
    await into.part(`${journey.id}: ${journey.title}`, () => journey.run(context));
  }
  if (into.rows.length > 0) console.log(`\n${tableOf(into.rows)}\n`);
}

function resultText(): string {
  const counts = `${passed} passed, ${failed} failed in ${elapsed().toFixed(0)} s.`;
  const failures = report.failures.map((each) => `- ${each}`).join("\n");
  return `${counts}\n\n${tableOf(report.rows)}\n\n${failures}

Left out of every comparison of files: ${leftOutText()}.

Versions: ${versions.join(", ")}.`;
}
