import { describe, expect, test } from "vitest";
import { createLanguage } from "../../../renderer/words/language.ts";
import { messageText, partsOf, type Asked } from "../../../renderer/words/message-text.ts";
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
    sayCode: (group: string, code: string) => language.t(`${group}.${code}` as WordKey),
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

  test("asks for records to be made and for records to be taken away, each with its own way back", () => {
    const record = (change: "add" | "remove", port: number) => ({
      name: "_matrix._tcp.kestrel.example",
      type: "SRV" as const,
      ttl: 3600,
      value: `10 5 ${port} vps-2.kestrel.example`,
      change,
    });
    const told = (...records: Asked["records"]) =>
      messageText({ ...NOTHING, records }, sayIn("en"));
    const gone = told(record("remove", 1));
    expect(gone).toContain("take these DNS records away");
    expect(gone).toContain("To take it back, make these records again");
    expect(gone).not.toMatch(/make these DNS records:|website|remove what is named/);
    const made = told(record("add", 2));
    expect(made).toContain("make these DNS records");
    expect(made).not.toMatch(/take these DNS records away|website/);
    const both = told(record("add", 2), record("remove", 1));
    const [first = "", second = ""] = both.split("take these DNS records away");
    expect(first).toContain("10 5 2 vps-2");
    expect(second).toContain("10 5 1 vps-2");
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

  test("has an instruction without a please for whoever does it themselves", () => {
    const { sayCode } = sayIn("en");
    const asked = { ...NOTHING, files: [FILE], records: [], retires: [], renews: null };
    const parts = [
      ...partsOf(asked),
      ...partsOf({ ...NOTHING, retires: [FILE.url], renews: "kestrel.example" }),
    ];
    expect(parts.map(({ says }) => says)).toEqual([
      "file",
      "text",
      "headers",
      "file-check",
      "retire",
      "renew",
    ]);
    for (const { says } of parts) {
      const told = sayCode("task", says);
      expect(told).toMatch(/^[A-Z].*[.:]$/);
      expect(told).not.toMatch(/please|hello|thank/i);
    }
    expect(sayCode("task", "records")).toBe("Make these DNS records:");
  });
});
