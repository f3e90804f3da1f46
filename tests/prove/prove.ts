/**
 * `npm run prove`: plans every modelled world and puts every plan and refusal to the prover.
 * Options: `--workers N`, `--far N` (points drawn beyond the walk), `--seed N`, `--every N` (a part of
 * the walk only, for a quick look), `--record` (writes docs/results/prove.md). Exits with 1 where something is violated.
 */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { mergeTallies } from "../../shared/prove/tally.ts";
import { recordProof } from "./record-proof.ts";
import { printReport } from "./report.ts";
import type { Share, ShareResult } from "./share.ts";

const { values } = parseArgs({
  options: {
    workers: { type: "string", default: String(availableParallelism()) },
    far: { type: "string", default: "10000" },
    seed: { type: "string", default: "1711" },
    every: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});

const started = performance.now();
const load = loadavg()[0] ?? 0;
const workers = Math.max(1, Number(values.workers));
const common = {
  workers,
  far: Number(values.far),
  seed: Number(values.seed),
  every: Number(values.every),
};
const results = await Promise.all(
  Array.from({ length: workers }, (_, worker) => run({ ...common, worker })),
);
const tally = mergeTallies(results.map((each) => each.tally));
const distinct = new Set(results.flatMap((each) => [...each.hashes])).size;
const space = results[0]?.space ?? { product: 0, excluded: {}, walked: 0 };
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage();
const cpuSeconds = (user + system) / 1_000_000;
const figures = { tally, space, distinct, seconds, cpuSeconds, ...common };
if (printReport(figures) > 0) process.exitCode = 1;
const command = ["npm run prove --", ...process.argv.slice(2)].join(" ");
if (values.record) await recordProof(figures, load, command);

function run(share: Share): Promise<ShareResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
