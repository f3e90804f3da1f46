import { withoutEntry } from "./hunk.ts";
import { about, entriesWithin, isTrue, type Draft, type Rule, type Span } from "./lint-rule.ts";
import type { Config } from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** Keys that stopped counting, or began to stop the start: the edit takes them away. */
interface Retired {
  readonly key: string;
  readonly spans: readonly Span[];
  /** Only where the value is so; absent: whatever it is. */
  readonly when?: (value: unknown, config: Config) => boolean;
}

const works = (why: string, since = OLDEST): Span => ({ since, class: "works", why });
const ignored = (since: string, why: string): Span => ({ since, class: "ignored", why });
const fatal = (since: string, why: string): Span => ({ since, class: "fatal", why });

/** Looked up at every tag of synapse:synapse/config. */
const RETIRED: readonly Retired[] = [
  {
    key: "log_file",
    when: isTrue,
    spans: [works("log-file-works"), fatal("1.8.0", "log-file-fatal")],
  },
  {
    key: "log_file",
    when: (value) => !isTrue(value),
    spans: [ignored("1.8.0", "no-effect")],
  },
  {
    key: "invite_3pid_guest",
    when: isTrue,
    spans: [works("still-read"), fatal("1.2.0", "invite-3pid-fatal")],
  },
  {
    key: "invite_3pid_guest",
    when: (value) => !isTrue(value),
    spans: [works("still-read"), ignored("1.2.0", "no-effect")],
  },
  {
    key: "trust_identity_server_for_password_resets",
    when: isTrue,
    spans: [works("trust-identity-works", "1.4.0"), fatal("1.48.0", "trust-identity-fatal")],
  },
  {
    key: "trust_identity_server_for_password_resets",
    when: (value) => !isTrue(value),
    spans: [ignored("1.48.0", "no-effect")],
  },
  {
    key: "web_client_location",
    when: (value) => typeof value === "string" && isTrue(value) && !/^https?:\/\//.test(value),
    spans: [works("still-read"), fatal("1.53.0", "web-client-location-fatal")],
  },
  {
    key: "tls_dh_params_path",
    spans: [works("dh-works"), ignored("0.99.0", "dh-ignored")],
  },
  {
    key: "tls_fingerprints",
    spans: [works("fingerprints-works"), ignored("1.35.0", "fingerprints-ignored")],
  },
  {
    key: "uploads_path",
    spans: [works("still-read"), ignored("1.29.0", "no-effect")],
  },
  {
    key: "trusted_third_party_id_servers",
    spans: [works("third-party-works"), ignored("1.48.0", "no-effect")],
  },
  {
    key: "expire_access_token",
    spans: [works("still-read"), ignored("1.3.0", "no-effect")],
  },
  {
    key: "enable_group_creation",
    spans: [works("still-read"), ignored("1.61.0", "groups-ignored")],
  },
  {
    key: "room_invite_state_types",
    when: (_value, { entries }) => !isTrue(entries.get("room_prejoin_state")?.value),
    spans: [works("invite-state-works", "1.34.0")],
  },
  {
    key: "room_invite_state_types",
    when: (_value, { entries }) => isTrue(entries.get("room_prejoin_state")?.value),
    spans: [fatal("1.34.0", "invite-state-fatal")],
  },
];

/** Keys of their own that the way up leaves behind. */
export const retiredKeys: Rule = (config) =>
  RETIRED.flatMap(({ key, spans, when }) => {
    const entry = config.entries.get(key);
    if (entry === undefined || when?.(entry.value, config) === false) return [];
    return [about(entry, key, spans, withoutEntry(entry))];
  });

/**
 * The block of the built-in ACME client (0.99.0 to 1.36): the CA's old protocol is switched off since
 * 2021, and 1.37.0 took the client out. The port it listened on tells which proxy rule to retire.
 */
export const acmeBlock: Rule = ({ entries }): readonly Draft[] => {
  const entry = entries.get("acme");
  if (entry === undefined) return [];
  const block = entriesWithin(entry);
  const port = block.get("port")?.value;
  const isOn = isTrue(block.get("enabled")?.value);
  const behindProxy = typeof port === "number" && port !== 80;
  const first: Span = isOn
    ? { since: "0.99.0", class: "danger", why: "acme-danger" }
    : works("acme-off", "0.99.0");
  const last = ignored("1.37.0", behindProxy ? "acme-ignored-proxy" : "acme-ignored");
  return [
    about(entry, "acme", [first, last], withoutEntry(entry), { port: behindProxy ? port : 80 }),
  ];
};
