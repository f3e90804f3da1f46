import { describe, expect, test } from "vitest";
import { all, has, one, readArgs, wantsJson } from "../../../electron/cli/args.ts";
import { COMMANDS, isCommand, optionsOf } from "../../../electron/cli/command-table.ts";
import { LOADERS } from "../../../electron/cli/command-loaders.ts";

function read(...argv: readonly string[]) {
  const args = readArgs(argv);
  if (!args.ok) throw new Error(`refused: ${args.error.why}`);
  return args.value;
}

function refusal(...argv: readonly string[]) {
  const args = readArgs(argv);
  if (args.ok) throw new Error("was read");
  return args.error;
}

describe("a command line", () => {
  test.each([
    [["plan", "example.com", "--host", "root@vps", "--json"]],
    [["--json", "--host=root@vps", "plan", "example.com"]],
    [["plan", "--host", "root@vps", "example.com", "--json"]],
    [["--host=root@vps", "--json", "plan", "--", "example.com"]],
  ])("is the same wherever its options stand: %j", (argv) => {
    const args = read(...argv);
    expect([args.command, args.argument, one(args, "host"), has(args, "json")]).toEqual([
      "plan",
      "example.com",
      "root@vps",
      true,
    ]);
  });

  test("keeps every value of an option that may be repeated, in order", () => {
    const args = read("look", "a.example", "--ca-file", "one.pem", "--ca-file=two.pem");
    expect(all(args, "ca-file")).toEqual(["one.pem", "two.pem"]);
  });

  test("ends its options at --, so that a name may look like one", () => {
    expect(read("look", "--", "--json")).toEqual({
      command: "look",
      argument: "--json",
      options: {},
    });
    expect(wantsJson(["look", "--", "--json"])).toBe(false);
  });

  test("takes a value that holds an equals sign", () => {
    expect(all(read("plan", "a.example", "--set=web=other"), "set")).toEqual(["web=other"]);
  });

  test.each([
    [[], "no-command"],
    [["plam", "a.example"], "unknown-command"],
    [["plan"], "argument-missing"],
    [["plan", "a.example", "b.example"], "argument-extra"],
    [["version", "now"], "argument-extra"],
    [["faq", "a.example", "right-now", "more"], "argument-extra"],
    [["plan", "a.example", "--host"], "value-missing"],
    [["plan", "a.example", "--host="], "value-missing"],
    [["plan", "a.example", "--host", "--json"], "value-missing"],
    [["plan", "a.example", "--json=yes"], "value-not-taken"],
    [["plan", "a.example", "--format", "pdf"], "value-bad"],
    [["apply", "a.example", "--wait", "soon"], "value-bad"],
    [["plan", "a.example", "--host=a", "--host=b"], "given-twice"],
    [["plan", "a.example", "--now", "2026-13-01T00:00:00Z"], "value-bad"],
    [["plan", "a.example", "--now", "tomorrow"], "value-bad"],
    [["history", "--host=a"], "option-elsewhere"],
    [["plan", "a.example", "-x"], "unknown-option"],
  ] as const)("is refused: %j is %s", (argv, why) => {
    expect(refusal(...argv).why).toBe(why);
  });

  test.each([
    ["--dns-sever", "--dns-server"],
    ["--pasword-file", "--password-file"],
    ["--aproove", "--approve"],
    ["--jsno", "--json"],
  ])("that holds the unknown option %s is told the nearest, %s", (given, nearest) => {
    expect(refusal("apply", "a.example", given).data).toEqual({ given, nearest });
  });

  test.each(["--jump", "--cert", "--dns-provider", "--hand-over", "--file"])(
    "does not know %s, whose subject comes later",
    (option) => {
      const commands = Object.keys(COMMANDS).filter(isCommand);
      expect(
        commands.filter((each) => optionsOf(each).some((name) => `--${name}` === option)),
      ).toEqual([]);
    },
  );

  test("--help anywhere asks for the page of its command, whatever else stands there", () => {
    expect(read("plan", "--nonsense", "--help")).toEqual({
      command: "help",
      argument: "plan",
      options: {},
    });
  });
});

test("every command of the table has code", () => {
  expect(Object.keys(LOADERS)).toEqual(Object.keys(COMMANDS));
});
