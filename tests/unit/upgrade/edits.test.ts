import { array, assert, constantFrom, dictionary, oneof, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { lintOf, patched } from "./lint-of.ts";

const KEYS = [
  "account_threepid_delegates",
  "acme",
  "app_service_config_files",
  "bind_port",
  "database",
  "email",
  "enable_registration",
  "federation_custom_ca_list",
  "federation_verify_certificates",
  "listeners",
  "log_file",
  "no_tls",
  "perspectives",
  "room_invite_state_types",
  "server_name",
  "tls_fingerprints",
  "trusted_key_servers",
  "web_client_location",
];
const WITHIN = [
  "email",
  "servers",
  "port",
  "tls",
  "type",
  "resources",
  "names",
  "notif_from",
  "verify_keys",
];

const scalar = constantFrom(
  null,
  true,
  false,
  0,
  8448,
  "",
  "webclient",
  "replication",
  "http",
  "a: #b",
);
const list = array(scalar, { maxLength: 3 });
const within = dictionary(
  constantFrom(...WITHIN),
  oneof(
    scalar,
    list,
    array(dictionary(constantFrom(...WITHIN), oneof(scalar, list), { maxKeys: 3 }), {
      maxLength: 2,
    }),
  ),
  { maxKeys: 4 },
);
const value = oneof(scalar, list, within, array(within, { maxLength: 3 }));
const config = dictionary(constantFrom(...KEYS), value, { maxKeys: 8 });
const style = tuple(constantFrom(2, 4), constantFrom(true, false));

describe("whatever stands in a configuration", () => {
  test("it is judged without a bug, each edit fits the file, and what it leaves is YAML with the other keys as they were", () => {
    assert(
      property(config, style, (given, [indent, flow]) => {
        const text = stringify(given, { version: "1.1", indent, indentSeq: flow });
        const found = lintOf(text === "{}\n" ? "" : text);
        for (const { key, edit } of found) {
          if (edit === null) continue;
          const after: unknown = parse(patched(text === "{}\n" ? "" : text, [edit]), {
            version: "1.1",
          });
          const top = key.split(/[.[]/)[0] ?? "";
          expect(others(after, top)).toEqual(others(given, top));
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** A configuration without one key, and without what takes the place of `perspectives`. */
function others(read: unknown, key: string): unknown {
  const all = typeof read === "object" && read !== null ? Object.entries(read) : [];
  const gone = key === "perspectives" ? [key, "trusted_key_servers"] : [key];
  return Object.fromEntries(all.filter(([each]) => !gone.includes(each)));
}
