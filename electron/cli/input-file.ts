import { z } from "zod";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { doubledKey } from "../../shared/facts/doubled-key.ts";
import type { Facts } from "../../shared/facts/facts.ts";
import { parseWorld } from "../../shared/facts/world-file.ts";
import type { World } from "../../shared/facts/world-types.ts";
import { FactsShape, isFacts } from "../engine/facts-shape.ts";
import { PlanHead } from "../engine/saved-plan.ts";
import { readByShape, readJson } from "../engine/shape-fault.ts";
import { problem, type Problem, type ProblemData } from "../../shared/problems/problem.ts";
import { readInputFile } from "./text-file.ts";

/** Reads a JSON file; `input-file-bad` where it is none. */
export async function readJsonFile(path: string): Promise<Result<unknown, Problem>> {
  const text = await readInputFile(path);
  return text.ok ? jsonIn(text.value, path) : text;
}

function jsonIn(text: string, path: string): Result<unknown, Problem> {
  const read = readJson(text);
  return read.ok ? read : refuse(problem("input-file-bad", { path, why: "JSON", ...read.error }));
}

/** Reads what `look --out` wrote; `facts-file-bad` with its first fault where it is something else. */
export async function readFactsFile(path: string): Promise<Result<Facts, Problem>> {
  const text = await readInputFile(path);
  if (!text.ok) return refuse(problem("facts-file-bad", { ...text.error.data, path }));
  const read = readByShape(text.value, FactsShape);
  if (!read.ok) return refuse(problem("facts-file-bad", { path, ...read.error }));
  return isFacts(read.value) ? ok(read.value) : refuse(problem("facts-file-bad", { path }));
}

/** Reads a world file; `input-file-bad` with the place where it is none. */
export async function readWorldFile(path: string): Promise<Result<World, Problem>> {
  const text = await readInputFile(path);
  if (!text.ok) return text;
  const read = jsonIn(text.value, path);
  if (!read.ok) return read;
  const doubled = doubledKey(text.value);
  if (doubled !== null)
    return refuse(problem("input-file-bad", { path, where: doubled, why: "it stands twice" }));
  const world = parseWorld(read.value);
  if (world.ok) return world;
  return refuse(problem("input-file-bad", { ...world.error.data, path }, world.error));
}

const PlanFile = PlanHead.extend({ digest: z.string() });

/** Reads the digest of a plan that `plan --out` (or `plan --json`) wrote for a name; `plan-file-bad` with its first fault where it is something else. */
export async function readPlanDigest(path: string, name: string): Promise<Result<string, Problem>> {
  const bad = (data: ProblemData): Result<never, Problem> =>
    refuse(problem("plan-file-bad", { ...data, path }));
  const text = await readInputFile(path);
  if (!text.ok) return bad(text.error.data);
  const read = readByShape(text.value, PlanFile);
  if (!read.ok) return bad(read.error);
  const { digest, name: serverName } = read.value;
  return serverName === name ? ok(digest) : bad({ serverName });
}
