import { parentPort, workerData } from "node:worker_threads";
import { proveShare, type Share } from "./share.ts";

// A thread of its own for each share; prove.ts starts it.
const result = proveShare(workerData as Share);
parentPort?.postMessage(result, [result.hashes.buffer]);
