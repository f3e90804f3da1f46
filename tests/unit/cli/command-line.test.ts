import { expect, test } from "vitest";
import { readArgs } from "../../../electron/cli/args.ts";
import { sameCommand } from "../../../electron/cli/report/command-line.ts";

test("the next command has the options of this one that it takes too, quoted for a shell", () => {
  const given = "plan a.example --host root@vps --explain --set web=other --format text".split(" ");
  const read = readArgs([...given, "--ca-file", "it's mine.pem"]);
  if (!read.ok) throw new Error(read.error.why);
  expect(sameCommand("apply", read.value, ["--yes"])).toBe(
    "homeport apply a.example --host root@vps --set web=other --ca-file 'it'\\''s mine.pem' --yes",
  );
});
