/** The oldest Synapse that the tables know; what holds "always" holds from here on. */
export const OLDEST = "0.33.0";

/** The newest Synapse that this release knows. A database of 0.34.1.1 was walked up to it, by way of 1.0.0. */
export const NEWEST = "1.163.2";

/** Something that holds from a version on, until the next row. */
interface From<T> {
  readonly from: string;
  readonly value: T;
}

/**
 * Schema of the database, and the oldest schema whose software may still open it, from each version on
 * (SCHEMA_VERSION and SCHEMA_COMPAT_VERSION of every tag of synapse:synapse/storage). The second exists
 * since 1.37.0; before, software refuses every schema above its own.
 */
export const SCHEMAS: readonly From<readonly [schema: number, opensWith: number]>[] = [
  { from: "0.33.0", value: [50, 50] },
  { from: "0.33.3", value: [51, 51] },
  { from: "0.33.9", value: [52, 52] },
  { from: "0.34.0", value: [53, 53] },
  { from: "0.99.4", value: [54, 54] },
  { from: "1.0.0", value: [55, 55] },
  { from: "1.3.0", value: [56, 56] },
  { from: "1.9.0", value: [57, 57] },
  { from: "1.13.0", value: [58, 58] },
  { from: "1.26.0", value: [59, 59] },
  { from: "1.38.0", value: [60, 59] },
  { from: "1.39.0", value: [61, 59] },
  { from: "1.41.0", value: [63, 59] },
  { from: "1.44.0", value: [64, 59] },
  { from: "1.45.0", value: [64, 60] },
  { from: "1.46.0", value: [65, 60] },
  { from: "1.48.0", value: [65, 61] },
  { from: "1.49.0", value: [66, 61] },
  { from: "1.50.0", value: [67, 61] },
  { from: "1.52.0", value: [68, 66] },
  { from: "1.57.0", value: [69, 66] },
  { from: "1.58.0", value: [69, 69] },
  { from: "1.60.0", value: [70, 69] },
  { from: "1.61.0", value: [71, 69] },
  { from: "1.62.0", value: [72, 71] },
  { from: "1.64.0", value: [72, 72] },
  { from: "1.68.0", value: [73, 72] },
  { from: "1.70.0", value: [73, 73] },
  { from: "1.77.0", value: [74, 73] },
  { from: "1.83.0", value: [76, 74] },
  { from: "1.85.0", value: [77, 77] },
  { from: "1.86.0", value: [78, 78] },
  { from: "1.89.0", value: [79, 79] },
  { from: "1.90.0", value: [80, 80] },
  { from: "1.92.0", value: [81, 80] },
  { from: "1.93.0", value: [82, 80] },
  { from: "1.96.0", value: [83, 80] },
  { from: "1.98.0", value: [83, 83] },
  { from: "1.100.0", value: [84, 83] },
  { from: "1.105.1", value: [84, 84] },
  { from: "1.107.0", value: [85, 84] },
  { from: "1.112.0", value: [86, 84] },
  { from: "1.114.0", value: [87, 84] },
  { from: "1.116.0", value: [88, 84] },
  { from: "1.124.0", value: [89, 84] },
  { from: "1.128.0", value: [91, 84] },
  { from: "1.129.0", value: [92, 84] },
  { from: "1.143.0", value: [93, 84] },
  { from: "1.151.0", value: [94, 84] },
];

/** The versions up to which a stop can be rolled back to, in order (computed from SCHEMAS; matrix-federation.md 2.6). */
export const ROLLBACK_STOPS: readonly string[] = [
  "1.37.1",
  "1.44.0",
  "1.51.0",
  "1.57.1",
  "1.61.1",
  "1.63.1",
  "1.69.0",
  "1.82.0",
  "1.84.1",
  "1.91.2",
  "1.97.0",
  "1.105.0",
];

/** Oldest Python of each version (upgrade notes; museum.md for the newest Python that runs 2019's). */
export const PYTHON: readonly From<string>[] = [
  { from: "0.33.0", value: "2.7" },
  { from: "1.1.0", value: "3.5" },
  { from: "1.32.0", value: "3.6" },
  { from: "1.50.0", value: "3.7" },
  { from: "1.88.0", value: "3.8" },
  { from: "1.119.0", value: "3.9" },
  { from: "1.142.0", value: "3.10" },
];

/** The newest Python on which the Synapses of 2019 were seen to install (museum.md section 1). */
export const PYTHON_OF_2019 = "3.7";

/** Oldest PostgreSQL of each version (upgrade notes). */
export const POSTGRES: readonly From<string>[] = [
  { from: "1.1.0", value: "9.5" },
  { from: "1.32.0", value: "9.6" },
  { from: "1.50.0", value: "10" },
  { from: "1.72.0", value: "11" },
  { from: "1.122.0", value: "13" },
  { from: "1.143.0", value: "14" },
];

/** Oldest SQLite of each version (upgrade notes). */
export const SQLITE: readonly From<string>[] = [
  { from: "1.27.0", value: "3.11" },
  { from: "1.32.0", value: "3.22" },
  { from: "1.68.0", value: "3.27" },
  { from: "1.142.0", value: "3.40" },
];

/** Versions between which a stop must lie on SQLite: what 1.69.0 and later cannot open (museum.md, 1). */
export const SQLITE_STOP = { from: "1.0.0", last: "1.68.0", blind: "1.69.0" } as const;

/** A system for which packages.matrix.org has or had packages, by its code name. */
export interface System {
  readonly id: string;
  /** Other ways to name it: family and number. */
  readonly also: string;
  readonly name: string;
  readonly first: string;
  /** The last version built for it; null: still built. */
  readonly last: string | null;
}

/** Systems and the versions packaged for them (DISTS of synapse:scripts-dev/build_debian_packages, every tag). */
export const SYSTEMS: readonly System[] = [
  { id: "stretch", also: "debian9", name: "Debian 9", first: "0.34.0", last: "1.31.0" },
  { id: "buster", also: "debian10", name: "Debian 10", first: "0.34.0", last: "1.87.0" },
  { id: "bullseye", also: "debian11", name: "Debian 11", first: "1.6.0", last: "1.141.0" },
  { id: "bookworm", also: "debian12", name: "Debian 12", first: "1.41.0", last: null },
  { id: "trixie", also: "debian13", name: "Debian 13", first: "1.89.0", last: null },
  { id: "xenial", also: "ubuntu16.04", name: "Ubuntu 16.04", first: "0.34.0", last: "1.31.0" },
  { id: "bionic", also: "ubuntu18.04", name: "Ubuntu 18.04", first: "0.34.0", last: "1.49.2" },
  { id: "focal", also: "ubuntu20.04", name: "Ubuntu 20.04", first: "1.13.0", last: "1.118.0" },
  { id: "jammy", also: "ubuntu22.04", name: "Ubuntu 22.04", first: "1.58.0", last: null },
  { id: "noble", also: "ubuntu24.04", name: "Ubuntu 24.04", first: "1.118.0", last: null },
];

/** Versions with a chapter of their own in the upgrade notes, to which a row of the road may point. */
const NOTES = "https://element-hq.github.io/synapse/latest/upgrade.html";
/** Where the releases without a chapter tell what they changed. */
const CHANGES = "https://github.com/element-hq/synapse/releases/tag";

/** The upgrade note of a version: its chapter, as the page names its headings. */
export function noteOf(version: string): string {
  // The chapter of 1.0.0 is headed "v1.0".
  const heading = version === "1.0.0" ? "1.0" : version;
  return `${NOTES}#upgrading-to-v${heading.replaceAll(".", "")}`;
}

/** The release page of a version, for what the upgrade notes do not tell. */
export function releaseOf(version: string): string {
  return `${CHANGES}/v${version}`;
}
