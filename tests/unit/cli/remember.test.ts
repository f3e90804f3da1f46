import { expect, test } from "vitest";
import { readArgs } from "../../../electron/cli/args.ts";
import type { Caller } from "../../../electron/cli/caller.ts";
import { optionsToRemember, withRemembered } from "../../../electron/cli/remember.ts";

const caller: Caller = {
  folder: "/home/ada",
  environment: {},
  program: "homeport",
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  columns: 80,
};

function args(...argv: readonly string[]) {
  const read = readArgs(argv);
  if (!read.ok) throw new Error(read.error.why);
  return read.value;
}

test("a run remembers how to log in, with whole paths, and nothing that came by a pipe", () => {
  const given = args(
    ..."apply a.example --host root@vps --identity key --password-file - --yes --set web=other".split(
      " ",
    ),
  );
  expect(optionsToRemember(given, caller)).toEqual({
    host: ["root@vps"],
    identity: ["/home/ada/key"],
  });
});

test("what is given now stands over what was remembered, and strange entries are left out", () => {
  const remembered = {
    host: ["old@vps"],
    identity: ["/k"],
    yes: [""],
    "ca-file": "x",
    nonsense: ["x"],
  };
  const merged = withRemembered(args("undo", "a.example", "--host", "new@vps"), remembered);
  expect(merged.options).toEqual({ host: ["new@vps"], identity: ["/k"] });
});
