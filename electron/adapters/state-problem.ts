import { StateDamaged } from "../engine/state-damaged.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { StateUnusable } from "./state-files.ts";

/** The problem that a thrown `StateUnusable` or `StateDamaged` carries; null for anything else, which is a bug. */
export function problemOfState(thrown: unknown): Problem | null {
  return thrown instanceof StateUnusable || thrown instanceof StateDamaged ? thrown.problem : null;
}
