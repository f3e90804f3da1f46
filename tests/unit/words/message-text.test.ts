import { describe, expect, test } from "vitest";
import { createLanguage } from "../../../renderer/words/language.ts";
import { messageText, type Asked } from "../../../renderer/words/message-text.ts";
import type { WordKey } from "../../../shared/words/words.ts";
import type { WordValues } from "../../../renderer/words/use-words.ts";

const NOTHING: Asked = {
  name: "kestrel.example",
  files: [],
  records: [],
  retires: [],
  renews: null,
};
const FILE = {
  path: "/.well-known/matrix/server",
  url: "https://kestrel.example/.well-known/matrix/server",
  content: '{"m.server":"vps-2.kestrel.example:443"}',
  headers: { "Content-Type": "application/json" },
};

function sayIn(tag: string) {
  const language = createLanguage(tag);
  return {
    say: (key: WordKey, values: WordValues = {}) => language.t(key, { replace: values }),
  };
}

describe("the message to somebody else", () => {
  test.each([
    ["a file to put there", { files: [FILE] }, [FILE.url, FILE.content, "application/json"]],
    ["a file to take away", { retires: [FILE.url] }, ["take this file off", FILE.url, "404"]],
    ["a certificate to renew", { renews: "kestrel.example" }, ["renew", "https://kestrel.example"]],
  ])("names %s and the server", (_what, asked, parts) => {
    const text = messageText({ ...NOTHING, ...asked }, sayIn("en"));
    for (const part of [...parts, "kestrel.example"]) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|\{\{/);
  });

  test("is copied without invisible signs, and what is only read has them in right-to-left text", () => {
    const words = sayIn("ar-XB");
    const said = words.say("message.hello", { name: "kestrel.example" });
    expect(said).toContain("\u2068kestrel.example\u2069");
    expect(sayIn("en").say("message.hello", { name: "a" })).not.toMatch(/[\u2066-\u2069]/);
    const text = messageText({ ...NOTHING, retires: [FILE.url] }, words);
    expect(text).toContain("kestrel.example");
    expect(text).not.toMatch(/[\u2066-\u2069]/);
  });
});
