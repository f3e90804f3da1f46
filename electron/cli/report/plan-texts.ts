import type { PlanDocument } from "../../../shared/api/plan-documents.ts";
import { ERAS } from "../../../shared/domain/era.ts";

/** Servers that the plan is made for. */
export function audienceOf(plan: PlanDocument): readonly unknown[] {
  const audience: unknown = plan["audience"];
  return Array.isArray(audience) ? audience : ERAS;
}

/** The reasons of a plan as they stand in its document; they are an added key, and so of no known type. */
export function reasonsOf(plan: PlanDocument): readonly unknown[] {
  const reasons: unknown = plan["reasons"];
  return Array.isArray(reasons) ? reasons : [];
}

/** What a plan asks consent for, in words, each once. */
export function consentsOf(plan: PlanDocument): readonly string[] {
  const consents: unknown = plan["consents"];
  return Array.isArray(consents) ? [...new Set(consents.map(textOf))] : [];
}

/** The words of a reason of a document; empty where it has none. */
export function textOf(reason: unknown): string {
  if (typeof reason === "string") return reason;
  const text: unknown =
    typeof reason === "object" && reason !== null && "text" in reason ? reason.text : "";
  return typeof text === "string" ? text : "";
}
