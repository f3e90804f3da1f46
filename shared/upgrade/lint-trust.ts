import { replaceEntry, withoutEntry } from "./hunk.ts";
import { about, entriesWithin, isTrue, type Config, type Rule, type Span } from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** The key of matrix.org's old notary: with verification off, today's software refuses to rest on it. */
const OLD_KEY = "ed25519:auto";

/** A server that vouches for others' keys, and whether anything proves its answers. */
interface KeyServer {
  readonly name: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly insecurely: boolean;
}

/** `perspectives`: still parsed; `trusted_key_servers` took its place in 1.0.0. */
export const perspectives: Rule = (config) => {
  const entry = config.entries.get("perspectives");
  if (entry === undefined || !isTrue(entry.value)) return [];
  const servers = fromPerspectives(config);
  const isBeside = config.entries.has("trusted_key_servers");
  const edit = isBeside ? null : replaceEntry(entry, trustedKeyServers(servers));
  const spans = [
    { since: OLDEST, class: "works", why: "perspectives-works" },
    { since: "1.0.0", class: "works", why: "perspectives-old" },
  ] as const;
  return [about(entry, "perspectives", spans, edit)];
};

/** Switching off the check of others' certificates: refused beside a key server that nothing proves. */
export const verifyCertificates: Rule = (config) => {
  const entry = config.entries.get("federation_verify_certificates");
  if (entry === undefined || isTrue(entry.value)) return [];
  const unproven = keyServersOf(config).some(
    ({ name, keys, insecurely }) =>
      !insecurely && (Object.keys(keys).length === 0 || (name === "matrix.org" && OLD_KEY in keys)),
  );
  const spans: readonly Span[] = [
    { since: "0.99.4", class: "works", why: "verify-not-yet" },
    unproven
      ? { since: "1.0.0", class: "fatal", why: "verify-fatal" }
      : { since: "1.0.0", class: "danger", why: "verify-danger" },
  ];
  return [about(entry, "federation_verify_certificates", spans, withoutEntry(entry))];
};

/** One's own CAs: an empty list stops the start, any list did in 0.99.4 to 0.99.5.2 (#5362). */
export const customCaList: Rule = ({ entries }) => {
  const entry = entries.get("federation_custom_ca_list");
  if (entry === undefined || entry.value === null) return [];
  const isEmpty = !isTrue(entry.value);
  const spans = isEmpty
    ? ([{ since: "0.99.4", class: "fatal", why: "ca-list-empty" }] as const)
    : ([
        { since: "0.99.4", class: "fatal", why: "ca-list-broken" },
        { since: "1.0.0", class: "works", why: "ca-list-works" },
      ] as const);
  return [about(entry, "federation_custom_ca_list", spans, withoutEntry(entry))];
};

function keyServersOf(config: Config): readonly KeyServer[] {
  const { entries } = config;
  if (!entries.has("perspectives") && !entries.has("trusted_key_servers"))
    return [{ name: "matrix.org", keys: {}, insecurely: false }];
  return [...fromTrusted(config), ...fromPerspectives(config)];
}

function fromTrusted({ entries }: Config): readonly KeyServer[] {
  const value = entries.get("trusted_key_servers")?.value;
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((each) => ({
    name: String(each["server_name"]),
    keys: texts(each["verify_keys"]),
    insecurely: isTrue(each["accept_keys_insecurely"]),
  }));
}

/** `perspectives: { servers: { NAME: { verify_keys: { ID: { key: … } } } } }` */
function fromPerspectives({ entries }: Config): readonly KeyServer[] {
  const servers = entriesWithin(entries.get("perspectives")).get("servers")?.value;
  if (!isRecord(servers)) return [];
  return Object.entries(servers).map(([name, server]) => {
    const keys = isRecord(server) && isRecord(server["verify_keys"]) ? server["verify_keys"] : {};
    const pairs = Object.entries(keys).map(([id, each]) => [id, isRecord(each) ? each["key"] : ""]);
    return { name, keys: texts(Object.fromEntries(pairs)), insecurely: false };
  });
}

/** The same servers in today's form. The old key of matrix.org goes: that it still signs with it is not known. */
function trustedKeyServers(servers: readonly KeyServer[]): readonly string[] {
  if (servers.length === 0) return ["trusted_key_servers: []"];
  return [
    "trusted_key_servers:",
    ...servers.flatMap(({ name, keys }) => {
      const kept = Object.entries(keys).filter(([id]) => name !== "matrix.org" || id !== OLD_KEY);
      return [
        `  - server_name: ${JSON.stringify(name)}`,
        ...(kept.length > 0 ? ["    verify_keys:"] : []),
        ...kept.map(([id, key]) => `      ${JSON.stringify(id)}: ${JSON.stringify(key)}`),
      ];
    }),
  ];
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]));
}
