import { describe, expect, test } from "vitest";
import { createLanguage } from "../../../renderer/words/language.ts";
import { wordsOf } from "../../../renderer/words/use-words.ts";
import { problem } from "../../../shared/problems/problem.ts";

const words = wordsOf(createLanguage("en"));

describe("what the page says of a problem", () => {
  test("names the machine in between where a login leads over a jump host", () => {
    const found = problem("host-unreachable", { host: "vps-2", why: "jump-host" });
    const { title, meaning, next } = words.problem(found);
    expect(title).toBe("vps-2 is behind another machine");
    expect(meaning).toContain("ProxyJump");
    expect(next).toContain("without SSH");
  });

  test("is the usual where a machine does not answer", () => {
    const found = problem("host-unreachable", { host: "vps-2", why: "timeout" });
    expect(words.problem(found).title).toBe("vps-2 does not answer");
  });

  test("says how a key in PuTTY's format is turned into one that is read", () => {
    const found = problem("key-unsupported", { form: "putty" });
    expect(words.problem(found).next).toContain("PuTTYgen");
  });
});
