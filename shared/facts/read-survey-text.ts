import type { UnitSeen } from "./host-seen.ts";

/** What a survey answered, by the name of the section. */
export type Sections = { readonly [name: string]: string };

/** The lines of a text that are not empty. */
export function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** The text after the first `KEY=` at the beginning of a line; "" where there is none. */
export function valueOf(text: string, key: string): string {
  const start = `${key}=`;
  return (
    linesOf(text)
      .find((line) => line.startsWith(start))
      ?.slice(start.length)
      .trim() ?? ""
  );
}

const STATES = ["active", "activating", "inactive", "failed", "reloading", "deactivating"] as const;
const ENABLED = new Set(["enabled", "enabled-runtime", "static", "alias"]);

/** A unit from what `systemctl show` printed; null where systemd knows no such unit. */
export function readUnit(name: string, shown: string | undefined): UnitSeen | null {
  if (shown === undefined || valueOf(shown, "LoadState") !== "loaded") return null;
  // A condition that was never looked at has no time and counts as met.
  const isUnmet =
    valueOf(shown, "ConditionResult") === "no" && valueOf(shown, "ConditionTimestamp") !== "";
  return {
    name,
    active: STATES.find((state) => state === valueOf(shown, "ActiveState")) ?? "inactive",
    enabled: ENABLED.has(valueOf(shown, "UnitFileState")),
    canReload: valueOf(shown, "CanReload") === "yes",
    conditionMet: !isUnmet,
  };
}
