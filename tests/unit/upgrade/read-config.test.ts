import { describe, expect, test } from "vitest";
import { readConfig } from "../../../shared/upgrade/read-config.ts";
import { configFile, lintOf, WHOLE } from "./lint-of.ts";

describe("a file that is no configuration", () => {
  test.each([
    ["bad YAML", "a: [1, 2\nb: 3\n", 2],
    ["a tab as indentation", "a:\n\tb: 1\n", 2],
    ["an unknown tag", "a: 1\nb: !exec ls\n", 2],
    ["an alias that leads nowhere", "a: 1\nb: *none\n", null],
    ["several documents", "a: 1\n---\nb: 2\n", null],
    ["a list", "- a\n- b\n", 1],
    ["a text", "<html></html>\n", 1],
  ])("is refused: %s", (_what, text, line) => {
    const read = readConfig({ path: "homeserver.yaml", text });
    expect(read.ok ? "read" : read.error.line).toBe(line);
  });

  test("is refused where its aliases would blow up", () => {
    const rows = Array.from({ length: 12 }, (_, at) => {
      const each = at === 0 ? "x" : `*a${at - 1}`;
      return `a${at}: &a${at} [${Array.from({ length: 10 }, () => each).join(", ")}]`;
    });
    const read = readConfig({ path: "homeserver.yaml", text: `${rows.join("\n")}\n` });
    expect(read.ok).toBe(false);
  });
});

describe("a configuration", () => {
  test("that is empty holds no keys", () => {
    expect([configFile("").entries.size, configFile("# nothing\n").entries.size]).toEqual([0, 0]);
  });

  test("is read by the rules of YAML 1.1, as Synapse reads it", () => {
    const { entries } = configFile("a: yes\nb: 012\nc: off\n");
    expect(["a", "b", "c"].map((key) => entries.get(key)?.value)).toEqual([true, 10, false]);
  });

  test("with a key twice takes the last one, and the edit takes the other away", () => {
    const found = lintOf(`${WHOLE}log_file: a.log\nuploads_path: /var\nlog_file: ""\n`);
    expect(found.map((each) => [each.line, each.key, each.class, each.edit === null])).toEqual([
      [6, "uploads_path", "ignored", false],
      [7, "log_file", "ignored", false],
      [7, "log_file", "danger", false],
    ]);
    expect(found[2]?.why.data).toMatchObject({ first: 5, last: 7 });
    expect(found[2]?.edit).toBe("@@ -5,1 +4,0 @@\n-log_file: a.log");
  });

  test("with a secret twice names the lines and shows none", () => {
    const text = `${WHOLE}macaroon_secret_key: one\nmacaroon_secret_key: two\n`;
    const found = lintOf(text).find(({ key }) => key === "macaroon_secret_key");
    expect([found?.class, found?.edit]).toEqual(["danger", null]);
    expect(JSON.stringify(found)).not.toMatch(/one|two/);
  });

  test("is followed through anchors, aliases and merged mappings", () => {
    const text = `server_name: a.example
report_stats: no
database: {name: sqlite3}
shared: &shared
  type: http
  resources:
    - names: [client, webclient]
listeners:
  - port: 8008
    <<: *shared
  - port: 8009
    type: http
    resources: []
`;
    const found = lintOf(text);
    expect(found.map((each) => [each.line, each.key, each.class])).toEqual([
      [7, "listeners[0].resources[0].names", "fatal"],
    ]);
    expect(found[0]?.edit).toContain("+    - names: [client]");
  });

  test("with merged mappings at the top is judged by them, its own keys first", () => {
    const text = `base: &base {log_file: a.log, invite_3pid_guest: true}\n<<: *base\ninvite_3pid_guest: false\n${WHOLE}`;
    expect(lintOf(text).map((each) => [each.key, each.class])).toEqual([
      ["log_file", "fatal"],
      ["invite_3pid_guest", "ignored"],
    ]);
  });
});
