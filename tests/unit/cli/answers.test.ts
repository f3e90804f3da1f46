import { describe, expect, test } from "vitest";
import { readAnswers } from "../../../electron/cli/answers.ts";

describe("answers", () => {
  test("are read from a file or from --set alike, the later one over the earlier", () => {
    const entries = [
      ["audience", ["1.93", "0.34"]],
      ["port", 443],
      ["audience", "1.0,0.99"],
      ["port", "8448"],
      ["delegatedName", "matrix.example.com"],
      ["keepSrv", "no"],
    ] as const;
    expect(readAnswers(entries)).toEqual({
      ok: true,
      value: {
        audience: ["0.99", "1.0"],
        port: 8448,
        delegatedName: "matrix.example.com",
        keepSrv: "no",
      },
    });
  });

  test.each([
    ["audience", "2.0"],
    ["audience", ""],
    ["port", "0"],
    ["port", 65_536],
    ["port", "0x1f"],
    ["proxy", "iis"],
    ["clients", true],
    ["delegatedName", "a b"],
    ["toString", "x"],
  ])("refuse %s = %j", (key, value) => {
    expect(readAnswers([[key, value]]).ok).toBe(false);
  });
});
