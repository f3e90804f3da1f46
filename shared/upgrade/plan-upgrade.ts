import type { Reason } from "../plan/plan.ts";
import { isBefore } from "../plan/versions.ts";
import { configNeeds, machineNeeds, mandatoryStop } from "./hop-needs.ts";
import { CHANGES, CONSENTS, type RoadChange } from "./road-changes.ts";
import { noteOf, releaseOf } from "./road-facts.ts";
import { canGoBack, stopsToKeepAWayBack } from "./rollback.ts";
import { stopsOf } from "./stops.ts";
import type { Hop, LintFinding, UpgradeSubject } from "./upgrade.ts";
import { word } from "./word.ts";

/** What a hop took on an almost empty server: a start of up to 30 s and background updates of 13 to 90 s (museum.md), a backup and an installation. */
const MINUTES = 5;

/** Upgrade notes that a stop rests on where it has no chapter of its own. */
const RESTS_ON: { readonly [version: string]: string } = {
  "0.34.1.1": "0.34.0",
  "0.99.5.2": "0.99.0",
  "1.3.1": "1.13.0",
};

/**
 * The road from one version to another, stop by stop: what to do, what breaks and for whom, what must be
 * there before, whether one can go back. `lint` are the findings in the configuration. Empty where the
 * goal is reached already.
 */
export function planUpgrade(subject: UpgradeSubject, lint: readonly LintFinding[]): readonly Hop[] {
  const stops = stopsOf(subject);
  return stops.map((stop, at) => hopTo(stop, stops[at - 1] ?? subject.from, subject, lint));
}

function hopTo(
  version: string,
  before: string,
  subject: UpgradeSubject,
  lint: readonly LintFinding[],
): Hop {
  const passed = CHANGES.filter(
    (each) =>
      isBefore(before, each.version) &&
      !isBefore(version, each.version) &&
      (each.when?.(subject, lint) ?? true),
  );
  const told = (part: RoadChange["part"]): readonly Reason[] =>
    passed.filter((each) => each.part === part).map(({ code, version: at }) => word(code, { at }));
  const rollbackSafe = canGoBack(before, version);
  return {
    version,
    do: [word("backup"), ...told("do"), ...install(version, subject), word("wait-updates")],
    breaks: told("breaks"),
    needs: [
      ...machineNeeds(version, before, subject),
      ...configNeeds(version, before, lint),
      ...told("needs"),
    ],
    mandatory: mandatoryStop(version, before, subject),
    rollbackSafe,
    rollbackVia: stopsToKeepAWayBack(before, version),
    ack: consent(before, version),
    minutes: MINUTES,
    minutesBasis: word(basis(passed)),
    note: RESTS_ON[version] === undefined ? noteFor(version, passed) : noteOf(RESTS_ON[version]),
    notes: [...new Set(passed.map(pageOf))],
  };
}

/** The newest chapter that the hop passes; the release page where it passes none. */
function noteFor(version: string, passed: readonly RoadChange[]): string {
  const newest = passed.findLast((each) => each.released !== true);
  return newest === undefined ? releaseOf(version) : noteOf(newest.version);
}

function pageOf({ version, released }: RoadChange): string {
  return released === true ? releaseOf(version) : noteOf(version);
}

function consent(before: string, version: string): Reason | null {
  const passed = CONSENTS.find(
    (each) => isBefore(before, each.version) && !isBefore(version, each.version),
  );
  return passed === undefined ? null : word(passed.code);
}

/** Hours are possible where a large table is rewritten (upgrade notes of 1.12.0 and 1.38.0). */
function basis(passed: readonly RoadChange[]): string {
  const codes = new Set(passed.map(({ code }) => code));
  // No hop passes both: there is always a stop between them.
  if (codes.has("index-space")) return "minutes-days";
  return codes.has("long-migration") ? "minutes-hours" : "minutes-small";
}

function install(version: string, { install: kind, os }: UpgradeSubject): readonly Reason[] {
  switch (kind) {
    case "docker":
      // Up to 1.0.0 the plain tag is the image with Python 2.
      return [
        word("install-docker", { tag: `v${version}${isBefore(version, "1.1.0") ? "-py3" : ""}` }),
      ];
    case "pip":
      // 1.0.0 imports jinja2 and does not ask for it (museum.md section 1).
      return [word(version === "1.0.0" ? "install-pip-jinja" : "install-pip", { version })];
    case "debian":
    case "matrix.org": {
      const isBuilt = os !== null && (os.last === null || !isBefore(os.last, version));
      return [word("install-package", { version, os: isBuilt ? os.id : "CODENAME" })];
    }
    case "other":
    case "none":
    case null:
      return [word("install-any", { version })];
  }
}
