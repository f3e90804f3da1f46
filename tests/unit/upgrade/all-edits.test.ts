import { array, assert, constantFrom, oneof, property, record, subarray } from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { LintFinding } from "../../../shared/upgrade/upgrade.ts";
import { lintOf, patched } from "./lint-of.ts";
import "../../setup/seed.ts";

/** Files by their names, the main one first. */
type Files = Readonly<Record<string, string>>;

const MAIN = "homeserver.yaml";
/** Many configurations, on a machine that may be busy. */
const PATIENCE = { timeout: 60_000 };

function lintAll(files: Files, from = "0.34.1.1"): readonly LintFinding[] {
  const { [MAIN]: main = "", ...further } = files;
  return lintOf(main, { from, further });
}

/** Every file with every edit of one lint applied. */
function allApplied(files: Files, found: readonly LintFinding[]): Files {
  const editsOf = (path: string): readonly string[] =>
    found.flatMap(({ file, edit }) => (file === path && edit !== null ? [edit] : []));
  const patchedFiles = Object.entries(files).map(
    ([path, text]) => [path, patched(text, editsOf(path))] as const,
  );
  return Object.fromEntries(patchedFiles);
}

const fatalKeys = (found: readonly LintFinding[], isOpen = false): readonly string[] =>
  found.flatMap(({ class: grade, key, edit }) =>
    grade === "fatal" && (!isOpen || edit === null) ? [key] : [],
  );

/** The law: of what stops the start, only that is left which no edit was offered for. */
function expectCured(files: Files, from?: string): void {
  const found = lintAll(files, from);
  const after = lintAll(allApplied(files, found), from);
  const left = fatalKeys(after).filter((key) => !fatalKeys(found, true).includes(key));
  expect({ left, files: left.length > 0 ? allApplied(files, found) : {} }).toEqual({
    left: [],
    files: {},
  });
}

const port = (tls: boolean, names: readonly string[]): object => ({
  port: tls ? 8448 : 8008,
  type: "http",
  tls,
  resources: [{ names }],
});
const listener = oneof(
  constantFrom(
    port(true, ["client", "webclient"]),
    port(true, ["federation"]),
    port(false, ["webclient"]),
    port(false, ["webclient", "client", "webclient"]),
    { port: 9092, type: "replication" },
    { port: 9093, type: "replication", tls: true },
  ),
);

/** Values of each key that any rule looks at, good ones among them. */
const CONFIG = record(
  {
    server_name: constantFrom("a.example"),
    report_stats: constantFrom(true, null),
    database: constantFrom({ name: "sqlite3" }),
    no_tls: constantFrom(true, false),
    bind_port: constantFrom(8448, 0, 443),
    unsecure_port: constantFrom(8008, 0, null),
    bind_host: constantFrom("", "127.0.0.1"),
    listeners: oneof(array(listener, { maxLength: 3 }), constantFrom(null, {}, "x")),
    tls_certificate_path: constantFrom("a.crt", "", null),
    tls_private_key_path: constantFrom("a.key", "", null),
    acme: constantFrom({ enabled: true, port: 8009 }, null),
    log_file: constantFrom("a.log", "", null),
    invite_3pid_guest: constantFrom(true, false),
    trust_identity_server_for_password_resets: constantFrom(true, false),
    account_threepid_delegates: constantFrom({ email: "x" }, { email: null, msisdn: "y" }),
    email: constantFrom(
      { smtp_host: "x" },
      { notif_from: null, trust_identity_server_for_password_resets: true },
      { trust_identity_server_for_password_resets: true },
      {},
    ),
    public_baseurl: constantFrom("https://a.example/", "", null),
    enable_registration: constantFrom(true, false, "yes"),
    federation_verify_certificates: constantFrom(false, null, true),
    federation_custom_ca_list: constantFrom([], ["a.pem"], null),
    perspectives: constantFrom(null, { servers: {} }, { servers: { "matrix.org": {} } }),
    app_service_config_files: constantFrom("a.yaml", ["a.yaml"], null, [1]),
    room_invite_state_types: constantFrom(["m.room.name"]),
    room_prejoin_state: constantFrom({ disable_default_event_types: true }),
    web_client_location: constantFrom("/web", "https://a.example/"),
    tls_fingerprints: constantFrom([]),
  },
  { requiredKeys: [] },
);

const STYLE = record({
  indent: constantFrom(2, 4),
  indentSeq: constantFrom(true, false),
  /** Top-level keys whose values stand in braces or brackets on one line. */
  braced: subarray(["listeners", "email", "account_threepid_delegates", "acme", "perspectives"]),
  isAllBraced: constantFrom(false, false, false, true),
  isWindows: constantFrom(false, true),
});
type Written = typeof STYLE extends { generate: (...args: never[]) => { value: infer T } }
  ? T
  : never;

function written(config: object, style: Written): string {
  const { indent, indentSeq, braced, isAllBraced, isWindows } = style;
  const options = {
    version: "1.1",
    indent,
    indentSeq,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  } as const;
  const inline = { ...options, collectionStyle: "flow", flowCollectionPadding: false } as const;
  const isOneLine = (key: string): boolean => (braced as readonly string[]).includes(key);
  const text = isAllBraced
    ? stringify(config, inline)
    : Object.entries(config as Readonly<Record<string, unknown>>)
        .map(([key, value]) =>
          isOneLine(key)
            ? `${key}: ${stringify(value, inline)}`
            : stringify({ [key]: value }, options),
        )
        .join("");
  return isWindows ? text.replaceAll("\n", "\r\n") : text;
}

const FROM = constantFrom("0.33.9", "0.34.1.1", "0.99.5.2", "1.0.0", "1.36.0", "1.92.3");

const BOTH = 'server_name: "example.com"\nno_tls: true\nbind_port: 8448\n';
const PLAIN = { tls: false, type: "http", resources: [{ names: ["client", "federation"] }] };
const DATABASE = { name: "sqlite3", args: { database: "homeserver.db" } };

/** What stands in one file after all edits of its lint. */
function cured(text: string): unknown {
  const files = { [MAIN]: text };
  expectCured(files);
  return parse(allApplied(files, lintAll(files))[MAIN] ?? "", { version: "1.1" });
}

describe("all edits of one lint together", () => {
  test.each([
    ["400 below it", "", { port: 8048 }],
    [
      "as said",
      "unsecure_port: 8008\nbind_host: 127.0.0.1\n",
      { port: 8008, bind_addresses: ["127.0.0.1"] },
    ],
  ])("leave of bind_port with no_tls the plain port, %s", (_where, more, plain) => {
    expect(cured(BOTH + more)).toEqual({
      server_name: "example.com",
      ...(parse(more) as object | null),
      listeners: [{ ...PLAIN, ...plain }],
      report_stats: false,
      database: DATABASE,
    });
  });

  test("leave no list that bind_port has kept shut", () => {
    const list = "listeners: [{port: 443, tls: true, resources: [{names: [webclient]}]}]\n";
    expect(cured(BOTH + list)).toMatchObject({ listeners: [{ ...PLAIN, port: 8048 }] });
    expect(cured(`${BOTH}unsecure_port: 0\n`)).toMatchObject({ listeners: [] });
  });

  test("change one line of listeners in braces once, for everything that is wrong in it", () => {
    const kept = "{port: 8008, tls: false, resources: [{names: [client, federation, webclient]}]}";
    const goes = "{port: 8448, type: http, tls: true, resources: [{names: [federation]}]}";
    const head = "server_name: a.example\nreport_stats: no\nacme: {enabled: true, port: 8009}\n";
    const text = `${head}listeners: [${kept}, ${goes}]\nno_tls: yes\n`;
    const found = lintAll({ [MAIN]: text }).filter(({ key }) => key.startsWith("listeners["));
    expect(found).toHaveLength(2);
    expect(new Set(found.map(({ edit }) => edit)).size).toBe(1);
    expect(cured(text)).toEqual({
      server_name: "a.example",
      report_stats: false,
      listeners: [{ port: 8008, tls: false, resources: [{ names: ["client", "federation"] }] }],
      database: DATABASE,
    });
  });

  test("are one where lines are added right behind such as change", () => {
    const hunks = new Set(lintAll({ [MAIN]: BOTH }).map(({ edit }) => edit));
    expect([...hunks].map((each) => each?.split("\n")[0])).toEqual([
      "@@ -2,1 +1,0 @@",
      "@@ -3,1 +3,11 @@",
    ]);
  });

  test("are not offered where an alias counts on what would go, nor where a secret would show", () => {
    const shared = "listeners:\n  - &a {port: 8448, tls: true}\n  - <<: *a\n    tls: false\n";
    const counted = lintAll({ [MAIN]: `server_name: a.example\nno_tls: true\n${shared}` });
    const editOf = (name: string): unknown => counted.find(({ key }) => key === name)?.edit;
    expect([editOf("listeners[0].tls"), editOf("no_tls")]).toEqual([null, null]);
    const secret = "{server_name: a.example, macaroon_secret_key: hunter2, log_file: a.log}\n";
    expect(JSON.stringify(lintAll({ [MAIN]: secret }))).not.toContain("hunter2");
  });

  test("leave an empty list where each of several items goes by itself", () => {
    const item = (number: number): string => `  - port: ${number}\n    tls: true\n    type: http\n`;
    const text = `server_name: a.example\nno_tls: true\nlisteners:\n${item(443)}${item(8448)}`;
    expect(cured(text)).toMatchObject({ listeners: [] });
  });

  test(
    "leave a file that is YAML and in which nothing stops the start that an edit was offered for",
    PATIENCE,
    () => {
      assert(
        property(CONFIG, STYLE, FROM, (config, style, from) => {
          expectCured({ [MAIN]: written(config, style) }, from);
        }),
        { numRuns: 200 },
      );
    },
  );

  test("do so over several files, of which a later one wins", PATIENCE, () => {
    assert(
      property(CONFIG, CONFIG, STYLE, FROM, (config, more, style, from) => {
        expectCured(
          { [MAIN]: written(config, style), "conf.d/a.yaml": written(more, style) },
          from,
        );
      }),
      { numRuns: 100 },
    );
  });

  test("do so where keys stand twice", PATIENCE, () => {
    assert(
      property(CONFIG, CONFIG, STYLE, FROM, (config, more, style, from) => {
        const block = { ...style, isAllBraced: false };
        const text = written(config, block) + written(more, block);
        expectCured({ [MAIN]: text }, from);
      }),
      { numRuns: 100 },
    );
  });
});
