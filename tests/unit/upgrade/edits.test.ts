import { array, assert, constantFrom, dictionary, oneof, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { lintOf, patched } from "./lint-of.ts";
import "../../setup/seed.ts";

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
        for (const { edit } of found) {
          if (edit === null) continue;
          const after: unknown = parse(patched(text === "{}\n" ? "" : text, [edit]), {
            version: "1.1",
          });
          const sharing = found.filter((each) => each.edit === edit);
          const tops = sharing.map((each) => each.key.split(/[.[]/)[0] ?? "");
          expect(others(after, tops)).toEqual(others(given, tops));
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Carries out the edits of what stops the start, one after the other, as a person would. */
function cured(text: string): { readonly text: string; readonly left: readonly string[] } {
  let now = text;
  for (let round = 0; round < 30; round += 1) {
    const fatal = lintOf(now).filter((each) => each.class === "fatal");
    const edit = fatal.find((each) => each.edit !== null)?.edit ?? null;
    if (edit === null) return { text: now, left: fatal.map(({ key }) => key) };
    now = patched(now, [edit]);
  }
  throw new Error(`the edits come to no end:\n${now}`);
}

const LISTENING = "listeners: [{port: 8008, resources: [{names: [client, federation]}]}]";

describe("the edits of what stops the start leave nothing that does", () => {
  test.each([
    [
      "a file in braces",
      "{server_name: a.example, report_stats: false, log_file: x, listeners: [], database: {name: sqlite3}}\n",
    ],
    [
      "a file with an end of document, a quoted and a bare key",
      `---\n"server_name": a.example\n? log_file\n: /var/log/x.log\n'report_stats': false\n${LISTENING}\n...\n`,
    ],
    [
      "a key that stands twice",
      `server_name: a.example\nreport_stats: true\nlog_file: "a.log"\n${LISTENING}\nlog_file: "b.log"\n`,
    ],
    [
      "a block in braces beside others",
      `server_name: a.example\nreport_stats: false\n${LISTENING}\naccount_threepid_delegates: {email: https://x.example, msisdn: https://y.example}\n`,
    ],
    ["a file of Windows", `server_name: a.example\r\nlog_file: x\r\n${LISTENING}\r\n`],
    ["a mapping that stands deeper", `  server_name: a.example\n  log_file: x\n  ${LISTENING}\n`],
  ])("%s", (_name, text) => {
    const after = cured(text);
    expect(after.left).toEqual([]);
    expect(parse(after.text, { version: "1.1" })).toMatchObject({ server_name: "a.example" });
  });

  test("a server name is never made up", () => {
    const found = lintOf("report_stats: false\n").find(({ key }) => key === "server_name");
    expect([found?.class, found?.line, found?.edit]).toEqual(["fatal", 1, null]);
  });
});

describe("an edit changes no more than it says", () => {
  test("listeners that were the default keep 8448 open, with the certificate that was the default", () => {
    const text = "server_name: a.example\nreport_stats: false\ndatabase: {name: sqlite3}\n";
    const edit = lintOf(text).find(({ key }) => key === "listeners")?.edit ?? "";
    const after = parse(patched(text, [edit])) as { listeners: readonly object[] };
    expect(after).toMatchObject({
      tls_certificate_path: "a.example.tls.crt",
      tls_private_key_path: "a.example.tls.key",
    });
    expect(after.listeners).toMatchObject([
      { port: 8448, tls: true, resources: [{ names: ["client", "federation"] }] },
      { port: 8008, tls: false },
    ]);
  });

  test("lines of Windows stay lines of Windows", () => {
    const text = `server_name: a.example\r\nreport_stats: false\r\n${LISTENING}\r\n`;
    const edit = lintOf(text).find(({ key }) => key === "database")?.edit ?? "";
    const lines = patched(text, [edit]).trimEnd().split("\n");
    expect(lines.slice(3).map((line) => line.trimEnd())).toContain("database:");
    expect(lines.slice(3, -1).every((line) => line.endsWith("\r"))).toBe(true);
  });
});

/** A configuration without some keys, and without what stands or falls with it. */
function others(read: unknown, keys: readonly string[]): unknown {
  const all = typeof read === "object" && read !== null ? Object.entries(read) : [];
  const beside: { readonly [key: string]: readonly string[] } = {
    perspectives: ["trusted_key_servers"],
    bind_port: ["listeners"],
    listeners: ["tls_certificate_path", "tls_private_key_path"],
  };
  const gone = new Set(keys.flatMap((key) => [key, ...(beside[key] ?? [])]));
  return Object.fromEntries(all.filter(([each]) => !gone.has(each)));
}
