import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DOCUMENTS } from "../../../shared/api/documents.ts";
import { NEWEST } from "../../../shared/upgrade/road-facts.ts";
import { documentOf, emptyFolder, homeport } from "../cli/start.ts";
import { WHOLE } from "./lint-of.ts";

const DEBIAN = join(import.meta.dirname, "configs", "debian-0.34");
const OLD = ["upgrade", "--from", "0.34.1.1", "--config", join(DEBIAN, "homeserver.yaml")].concat(
  "--conf-dir",
  join(DEBIAN, "conf.d"),
);

async function folderWith(files: { readonly [path: string]: string }): Promise<string> {
  const folder = await emptyFolder();
  await mkdir(join(folder, "conf.d"));
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  return folder;
}

describe("homeport upgrade", () => {
  test("ends with 1 where the configuration has fatal lines, and its document fits the schema", async () => {
    const ended = await homeport([...OLD, "--json"]);
    const document = DOCUMENTS.upgrade.parse(documentOf(ended));
    expect([ended.exit, ended.stderr, document.from, document.to]).toEqual([
      1,
      "",
      "0.34.1.1",
      NEWEST,
    ]);
    expect(document.hops.map((hop) => hop.version)).toEqual([
      "0.99.5.2",
      "1.0.0",
      "1.36.0",
      "1.92.3",
      NEWEST,
    ]);
    expect(document.database.kind).toBe("sqlite");
    expect(document.timeline.find((each) => each.here)?.version).toBe("0.34.0");
  });

  test("ends with 0 where nothing is fatal, and reads the folder's files in ASCII order", async () => {
    const folder = await folderWith({
      "homeserver.yaml": WHOLE,
      "conf.d/a.yaml": "log_file: a.log\n",
      "conf.d/Z.yaml": "log_file: z.log\n",
      "conf.d/b.yaml": "log_file:\n",
      "conf.d/notes.txt": "not: [yaml",
    });
    const args = ["upgrade", "--from=1.0.0", "--config=homeserver.yaml", "--conf-dir=conf.d"];
    const ended = await homeport([...args, "--json"], { folder });
    const { lint } = DOCUMENTS.upgrade.parse(documentOf(ended));
    expect([ended.exit, lint.map((each) => each.file)]).toEqual([
      0,
      ["conf.d/Z.yaml", "conf.d/a.yaml", "conf.d/b.yaml"],
    ]);
  });

  test("has nothing to do for the newest version", async () => {
    const folder = await folderWith({ "homeserver.yaml": WHOLE });
    const args = ["upgrade", "--from", NEWEST, "--config", "homeserver.yaml"];
    const { exit, stdout } = await homeport(args, { folder });
    expect(exit).toBe(0);
    expect(stdout).toContain("there is nothing to upgrade");
  });

  test.each([
    [["--config", "homeserver.yaml"], "--from"],
    [["--from", "0.34.1.1"], "--config"],
    [["--from", "soon", "--config", "homeserver.yaml"], "--from"],
    [["--from", "1.0.0", "--to", "0.99.5.2", "--config", "homeserver.yaml"], "before"],
    [["--from", "1.0.0", "--to", "9.0.0", "--config", "homeserver.yaml"], NEWEST],
    [["--from", "1.0.0", "--database", "mysql", "--config", "homeserver.yaml"], "--database"],
    [["--from", "1.0.0", "--install", "snap", "--config", "homeserver.yaml"], "--install"],
    [["example.com", "--from", "1.0.0", "--config", "homeserver.yaml"], "example.com"],
    [["example.com", "--host", "root@192.0.2.1"], "--host"],
  ])("ends with 64: %j", async (args, named) => {
    const folder = await folderWith({ "homeserver.yaml": WHOLE });
    const { exit, stdout } = await homeport(["upgrade", ...args], { folder });
    expect(exit).toBe(64);
    expect(stdout).toContain(named);
  });

  test.each([
    ["is not there", ["--config", "absent.yaml"]],
    ["is no YAML", ["--config", "bad.yaml"]],
    ["is a folder", ["--config", "conf.d"]],
    ["lies in no folder", ["--config", "homeserver.yaml", "--conf-dir", "absent"]],
  ])("ends with 65 where a file %s", async (_what, args) => {
    const folder = await folderWith({ "homeserver.yaml": WHOLE, "bad.yaml": "a: [\nb: 1\n" });
    const ended = await homeport(["upgrade", "--from", "1.0.0", ...args, "--json"], { folder });
    const document = DOCUMENTS.problem.parse(documentOf(ended));
    expect([ended.exit, document.problems[0]?.code]).toEqual([65, "input-file-bad"]);
  });

  test("tells the road first, then the configuration with its edits, then where one is", async () => {
    const { stdout } = await homeport([...OLD, "--os", "stretch", "--install", "debian"]);
    const places = ["1.  0.99.5.2", "At every stop", "The configuration", "Where you are"];
    const at = places.map((each) => stdout.indexOf(each));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at).not.toContain(-1);
    expect(stdout).toContain("@@ -167,1 +167,1 @@");
    expect(stdout).toContain("(you are here)");
    const wide = stdout
      .split("\n")
      .filter((line) => line.length > 80 && !/^\s*[-+]|https?:|^\//.test(line));
    expect(wide).toEqual([]);
  });

  test("says which stop is mandatory on SQLite and which may take hours, without being asked", async () => {
    const { stdout } = await homeport(OLD);
    const text = stdout.replaceAll(/\s+/g, " ");
    expect(text).toContain("2. 1.0.0 mandatory on SQLite; way back");
    expect(text).toMatch(/2\. Synapse 1\.0\.0 Mandatory on SQLite: do not leave this stop out/);
    expect(text).toMatch(/3\. Synapse 1\.36\.0 How long: - [^-]*1\.12\.0[^-]*several hours/);
    expect(text.match(/5 minutes/g)).toHaveLength(1);
  });

  test("shows a file of Windows without its carriage returns, and keeps them in its document", async () => {
    const lines = ["server_name: example.com", "report_stats: no", "no_tls: on", "listeners:"];
    const item = ["  - port: 8448", "    tls: yes", "    type: http", "    resources:"];
    const text = [...lines, ...item, "      - names: [client, webclient]", ""].join("\r\n");
    const folder = await folderWith({ "homeserver.yaml": text });
    const args = ["upgrade", "--from", "0.34.1.1", "--config", "homeserver.yaml"];
    const plain = await homeport(args, { folder });
    expect(plain.stdout).toContain("\n  -no_tls: on\n");
    expect(plain.stdout).toMatch(/does what is said of homeserver\.yaml:\d/);
    expect(plain.stdout).not.toMatch(/\r|u\{d\}/);
    const json = await homeport([...args, "--json"], { folder });
    const { lint } = DOCUMENTS.upgrade.parse(documentOf(json));
    const found = lint.find(({ key }) => key === "no_tls");
    expect(found?.edit).toBe("@@ -3,1 +2,0 @@\n-no_tls: on\r");
  });

  test("never shows a secret of the configuration", async () => {
    const secrets = "macaroon_secret_key: hunter2\nmacaroon_secret_key: hunter2\n";
    const database = "database: {name: psycopg2, args: {password: hunter2}}\n";
    const text = WHOLE.replace(/database.*\n/, database) + secrets;
    const folder = await folderWith({ "homeserver.yaml": text });
    const args = ["upgrade", "--from", "0.34.1.1", "--config", "homeserver.yaml"];
    const [plain, json] = await Promise.all([
      homeport(args, { folder }),
      homeport([...args, "--json"], { folder }),
    ]);
    expect(plain.stdout + json.stdout + plain.stderr + json.stderr).not.toContain("hunter2");
    expect(DOCUMENTS.upgrade.parse(documentOf(json)).database.kind).toBe("postgres");
  });
});
