import type { Reason } from "../plan/plan.ts";
import { isBefore } from "../plan/versions.ts";
import { POSTGRES, PYTHON, PYTHON_OF_2019, SQLITE } from "./road-facts.ts";
import { reached } from "./rollback.ts";
import { breaksSqlite } from "./stops.ts";
import type { Hop, LintFinding, UpgradeSubject } from "./upgrade.ts";
import { word } from "./word.ts";

/** What the machine must have for a hop: Python, database, package, and a configuration without fatal lines. */
export function machineNeeds(
  version: string,
  before: string,
  subject: UpgradeSubject,
): Hop["needs"] {
  const stop = mandatoryStop(version, before, subject);
  return [
    ...python(version, before, subject),
    ...database(version, before, subject),
    ...packages(version, before, subject),
    ...(stop === null ? [] : [stop]),
  ];
}

/** The lines of the configuration that would keep this version from starting and did not keep the one before. */
export function configNeeds(
  version: string,
  before: string,
  lint: readonly LintFinding[],
): Hop["needs"] {
  return lint
    .filter(
      (each) =>
        each.class === "fatal" && isBefore(before, each.since) && !isBefore(version, each.since),
    )
    .map(({ file, line, key }) => word("need-config", { file, line, key }));
}

function python(version: string, before: string, subject: UpgradeSubject): readonly Reason[] {
  const { python: own, install } = subject;
  // Images and packages of matrix.org bring or use the Python that fits them.
  if (
    install === "docker" ||
    isPackaged(version, subject) ||
    (own === null && install !== "pip" && install !== null)
  )
    return [];
  const least = reached(PYTHON, version);
  if (own !== null && !isBefore("1.0.0", version) && isBefore(PYTHON_OF_2019, minor(own)))
    return [word("need-python-older", { version, own, most: PYTHON_OF_2019 })];
  if (own !== null && least !== null && isBefore(own, least))
    return [word("need-python-newer", { version, own, least })];
  if (own !== null || least === null || least === reached(PYTHON, before)) return [];
  return [word("need-python", { version, least })];
}

function database(version: string, before: string, subject: UpgradeSubject): readonly Reason[] {
  const { kind, version: own } = subject.database;
  return [
    ...(kind === "sqlite" ? [] : least("PostgreSQL", POSTGRES, own)),
    ...(kind === "postgres" ? [] : least("SQLite", SQLITE, kind === null ? null : own)),
  ];

  function least(name: string, rows: typeof POSTGRES, has: string | null): readonly Reason[] {
    const wanted = reached(rows, version);
    if (wanted === null) return [];
    if (has !== null)
      return isBefore(has, wanted)
        ? [word("need-database-newer", { name, version, own: has, least: wanted })]
        : [];
    return wanted === reached(rows, before)
      ? []
      : [word(kind === null ? "need-database-if" : "need-database", { name, least: wanted })];
  }
}

function packages(
  version: string,
  before: string,
  { install, os, to }: UpgradeSubject,
): readonly Reason[] {
  if (install === "pip" || install === "docker") return [];
  if (os !== null && isBefore(version, os.first))
    return [word("need-package-older", { version, os: os.name, first: os.first })];
  // Told once: at the first stop that lies beyond.
  const last = os?.last ?? null;
  if (os !== null && last !== null && isBefore(last, version) && !isBefore(last, before))
    return [word("need-newer-system", { version, os: os.name, last })];
  return os === null && install !== null && version === to
    ? [word("need-system-packaged", { version })]
    : [];
}

/**
 * Why a stop may not be left out on SQLite; null where it may, or on PostgreSQL. Only the stop that the
 * rule rests on says so: the first from which today's software can go on (museum.md, 1).
 */
export function mandatoryStop(
  version: string,
  before: string,
  subject: UpgradeSubject,
): Reason | null {
  const { kind } = subject.database;
  const isThatStop = breaksSqlite(before, subject.to) && !breaksSqlite(version, subject.to);
  if (kind === "postgres" || !isThatStop || version === subject.to) return null;
  return word(kind === null ? "need-sqlite-stop-if" : "need-sqlite-stop", { version });
}

/** A package fits the Python of the system that it was built for. */
function isPackaged(version: string, { install, os }: UpgradeSubject): boolean {
  if (os === null || (install !== "debian" && install !== "matrix.org")) return false;
  return !isBefore(version, os.first) && (os.last === null || !isBefore(os.last, version));
}

/** Major and minor number. */
function minor(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
