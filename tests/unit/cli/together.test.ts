import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readArgs } from "../../../electron/cli/args.ts";
import { parseServerName } from "../../../shared/domain/server-name.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

/** Why a command line is refused; null where it is read. */
function refusal(line: string): readonly unknown[] | null {
  const args = readArgs(line.split(" "));
  return args.ok ? null : [args.error.why, args.error.data["given"]];
}

describe("options beside each other", () => {
  test.each([
    ["plan example.com --world w.json --dns-server 192.0.2.1", "--dns-server"],
    ["plan example.com --world w.json --host vps", "--host"],
    ["faq example.com --practice --world w.json", "--practice"],
    ["eras example.com --world w.json --ca-file ca.pem", "--ca-file"],
    ["questions example.com --world w.json --connect-to a:1:b:2", "--connect-to"],
  ])("a world file goes with no look at the live world: %s", (line, given) => {
    expect(refusal(line)).toEqual(["world-and-live", given]);
  });

  test.each([
    ["look example.com --identity key", "--identity"],
    ["check example.com --password-file secret", "--password-file"],
    ["plan example.com --host vps --web-identity key", "--web-identity"],
  ])("a login needs its machine: %s", (line, given) => {
    expect(refusal(line)).toEqual(["login-without-host", given]);
  });

  test.each([
    ["plan example.com --world w.json --now 2026-11-23"],
    ["look example.com --host vps --identity key"],
    ["look one.example --practice --identity key"],
    ["undo example.com --identity key"],
    ["resume --sudo-password-file secret"],
    ["look example.com --agent none --ssh-config none"],
  ])("others are read: %s", (line) => {
    expect(refusal(line)).toBeNull();
  });

  test.each(["2026-02-30T00:00:00Z", "2026-02-29", "2026-04-31", "2026-13-01"])(
    "%s is no day",
    (moment) => {
      expect(refusal(`plan example.com --now ${moment}`)).toEqual(["value-bad", moment]);
    },
  );

  test.each(["2028-02-29", "2026-12-31T23:59:59+14:00", "2026-11-23T00:00:00Z"])(
    "%s is a moment",
    (moment) => {
      expect(refusal(`plan example.com --now ${moment}`)).toBeNull();
    },
  );
});

test("one answer cannot be given twice", async () => {
  const words = ["questions", "example.com", "--set", "web=me", "--set", "web=other", "--json"];
  const ended = await homeport(words);
  expect([ended.exit, documentOf(ended)["problems"]]).toEqual([
    64,
    [expect.objectContaining({ meaning: "--set web is given twice." })],
  ]);
});

test("an --out that cannot be written is told before anything is looked at", async () => {
  const folder = await emptyFolder();
  await mkdir(join(folder, "there"));
  const out = async (path: string): Promise<unknown> => {
    const ended = await homeport(["look", "example.com", "--json", "--out", join(folder, path)]);
    const [first] = documentOf(ended)["problems"] as { readonly meaning: string }[];
    return [ended.exit, first?.meaning];
  };
  expect(await out("gone/facts.json")).toEqual([
    64,
    `${join(folder, "gone/facts.json")}: its folder is not there.`,
  ]);
  expect(await out("there")).toEqual([64, `${join(folder, "there")}: it is a folder.`]);
});

test("a language that is not there is told, and the texts are English", async () => {
  const ended = await homeport(["version", "--lang", "xx", "--json"]);
  expect([ended.exit, documentOf(ended)["problems"]]).toEqual([
    0,
    [expect.objectContaining({ code: "language-unknown", severity: "info" })],
  ]);
});

test.each(["version", "help"])("help of %s says what it does", async (command) => {
  const { exit, stdout } = await homeport(["help", command]);
  expect([exit, stdout]).toEqual([0, expect.stringMatching(/^(Prints|Explains) /)]);
});

test.each([
  ["exa\u0007mple.com", "control"],
  ["exa\tmple.com", "control"],
  ["exa mple.com", "space"],
])("a name with %j is refused as that", (name, why) => {
  const read = parseServerName(name);
  expect(read.ok ? null : read.error.why).toBe(why);
});

test("an empty name is shown as one", async () => {
  const { stdout } = await homeport(["look", ""]);
  expect(stdout).toContain('"" cannot be the name of a Matrix server: it is empty.');
});
