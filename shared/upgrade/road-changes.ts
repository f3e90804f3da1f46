import type { LintFinding, UpgradeSubject } from "./upgrade.ts";

/** What a version changes for whoever passes it. `code` names its words, `reasons.upgrade-CODE`. */
export interface RoadChange {
  readonly version: string;
  readonly part: "do" | "breaks" | "needs";
  readonly code: string;
  /** Only where this holds; absent: always. */
  readonly when?: (subject: UpgradeSubject, lint: readonly LintFinding[]) => boolean;
  /** The upgrade notes have no chapter on it; the release page tells. */
  readonly released?: true;
}

const onPostgres = ({ database }: UpgradeSubject): boolean => database.kind !== "sqlite";
const byPackage = ({ install }: UpgradeSubject): boolean =>
  install === null || install === "debian" || install === "matrix.org";

/** The configuration holds a line of which this is the reason, at any version. */
const holds =
  (...keys: readonly RegExp[]) =>
  (_subject: UpgradeSubject, lint: readonly LintFinding[]): boolean =>
    lint.some(({ key }) => keys.some((each) => each.test(key)));

/** Hop A and B: up to 0.99.5.2 (synapse:UPGRADE.rst; matrix-federation.md 2.6). */
const TO_0_99: readonly RoadChange[] = [
  { version: "0.34.0", part: "do", code: "python-3" },
  { version: "0.34.0", part: "do", code: "log-encoding" },
  { version: "0.34.0", part: "do", code: "riot-im" },
  { version: "0.34.0", part: "do", code: "package-py3", when: byPackage },
  { version: "0.34.0", part: "breaks", code: "web-client-gone" },
  { version: "0.99.0", part: "do", code: "skip-0-99-0" },
  { version: "0.99.0", part: "do", code: "no-tls", when: holds(/^listeners\[\d+\]\.tls$/) },
  { version: "0.99.0", part: "do", code: "certificate-from-ca" },
  { version: "0.99.0", part: "do", code: "srv-choose" },
  { version: "0.99.0", part: "breaks", code: "ecdhe-only" },
  { version: "0.99.0", part: "breaks", code: "no-self-signed" },
  { version: "0.99.1", part: "do", code: "reload-fingerprints", released: true },
  { version: "0.99.4", part: "do", code: "rehearse-verify", released: true },
];

/** Hop C: 1.0.0, where certificates begin to be checked. */
const TO_1_0: readonly RoadChange[] = [
  { version: "1.0.0", part: "needs", code: "certificate-valid" },
  { version: "1.0.0", part: "do", code: "email-resets" },
  { version: "1.0.0", part: "do", code: "email-templates" },
  { version: "1.0.0", part: "do", code: "trusted-key-servers", when: holds(/^perspectives$/) },
  { version: "1.0.0", part: "breaks", code: "certificates-enforced" },
];

/** Hop D, first half: 1.1 to 1.68. */
const TO_1_68: readonly RoadChange[] = [
  { version: "1.1.0", part: "breaks", code: "tls-1-2" },
  { version: "1.1.0", part: "do", code: "defaults-gone", released: true },
  { version: "1.4.0", part: "breaks", code: "identity-server" },
  { version: "1.7.0", part: "breaks", code: "room-list-private" },
  { version: "1.8.0", part: "do", code: "log-config", when: holds(/^log_file$/) },
  { version: "1.12.0", part: "breaks", code: "long-migration" },
  { version: "1.14.0", part: "breaks", code: "short-migration" },
  { version: "1.21.0", part: "do", code: "proxy-synapse-client" },
  { version: "1.25.0", part: "breaks", code: "private-ranges" },
  { version: "1.29.0", part: "do", code: "proxy-proto" },
  { version: "1.35.0", part: "breaks", code: "fingerprints-gone", released: true },
  { version: "1.37.0", part: "needs", code: "renewer-outside", released: true },
  { version: "1.37.0", part: "do", code: "acme-proxy-rule", released: true },
  { version: "1.38.0", part: "needs", code: "index-space", when: onPostgres },
  { version: "1.41.0", part: "do", code: "no-proxy" },
  { version: "1.47.0", part: "do", code: "public-baseurl" },
  { version: "1.53.0", part: "do", code: "webclient", when: holds(/resources\[\d+\]\.names$/) },
  { version: "1.54.0", part: "do", code: "structured-logging" },
  { version: "1.56.0", part: "breaks", code: "open-registration" },
  { version: "1.56.0", part: "needs", code: "c-locale", when: onPostgres },
  { version: "1.60.0", part: "needs", code: "group-edges" },
  { version: "1.66.0", part: "breaks", code: "email-delegation" },
  { version: "1.67.0", part: "do", code: "workers-redis" },
];

/** Hop D, second half: up to today. */
const TO_TODAY: readonly RoadChange[] = [
  { version: "1.88.0", part: "do", code: "worker-keys" },
  { version: "1.93.0", part: "do", code: "matrix-fed", released: true },
  { version: "1.120.0", part: "breaks", code: "media-authenticated" },
  { version: "1.126.0", part: "breaks", code: "room-publication" },
  { version: "1.126.0", part: "do", code: "apt-keyring", when: byPackage },
  { version: "1.157.0", part: "breaks", code: "msc3861-gone" },
];

/** Everything that the road passes, in order. */
export const CHANGES: readonly RoadChange[] = [...TO_0_99, ...TO_1_0, ...TO_1_68, ...TO_TODAY];

/** What somebody loses for good at a version, and has to be agreed to. */
export const CONSENTS: readonly { readonly version: string; readonly code: string }[] = [
  { version: "1.0.0", code: "ack-certificates" },
  { version: "1.35.0", code: "ack-fingerprints" },
  { version: "1.120.0", code: "ack-media" },
];
