import { describe, expect, test } from "vitest";
import { createSpeak } from "../../../electron/cli/speak.ts";
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

  test.each([
    ["url", "one.example", "it is the address of a web page. Did you mean one.example?"],
    ["space", null, "it has a blank in it."],
    ["port", null, "the port must be a number from 1 to 65535."],
  ])("says in words why a name is refused as %s", (why, suggestion, said) => {
    const found = problem("server-name-invalid", { given: "x", fault: why, why, suggestion });
    expect(words.problem(found).meaning).toBe(`"x" cannot be the name of a Matrix server: ${said}`);
  });

  test("says why a website's folder cannot be used", () => {
    const found = problem("web-root-bad", { path: "/nosuch", why: "missing" });
    expect(words.problem(found).meaning).toContain("/nosuch on the website's machine");
    expect(words.problem(found).meaning).toContain("nothing at this place");
  });

  test("names the open run whose plan has changed, and what to do with it", () => {
    const found = problem("plan-changed", { digest: "d", run: "20261126-1", name: "a.example" });
    expect(words.problem(found).meaning).toContain("Run 20261126-1 for a.example is still open");
    expect(words.problem(found).next).toContain("begin again");
    const speak = createSpeak("en").problem(found);
    expect(speak.meaning).toContain("Run 20261126-1 for a.example is still open");
    expect(speak.next).toContain("`homeport undo 20261126-1`");
    expect(words.problem(problem("plan-changed", { digest: "d" })).meaning).not.toContain("Run");
  });

  test("says how a key in PuTTY's format is turned into one that is read", () => {
    const found = problem("key-unsupported", { form: "putty" });
    expect(words.problem(found).next).toContain("PuTTYgen");
  });

  test("speaks of the key in hand, or names the one of this computer, where a passphrase is wrong", () => {
    const inHand = words.problem(problem("key-passphrase-wrong"));
    expect(inHand.meaning).toBe("What was typed is not the passphrase of this key.");
    const usual = words.problem(problem("key-passphrase-wrong", { path: "/home/me/.ssh/id_rsa" }));
    expect(usual.meaning).toContain("/home/me/.ssh/id_rsa has another one");
  });

  test("names a locked key that was not offered where the login is refused", () => {
    const data = { host: "vps-2", user: "me", tried: "agent", locked: "/home/me/.ssh/id_rsa" };
    const { title, meaning, next } = words.problem(problem("login-refused", data));
    expect(title).toBe("vps-2 does not let me in");
    expect(meaning).toContain("locked with a passphrase: /home/me/.ssh/id_rsa");
    expect(next).toContain("Type the passphrase");
  });
});
