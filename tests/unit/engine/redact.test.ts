import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { createSecretRegistry } from "../../../electron/engine/redact.ts";
import "../../setup/seed.ts";

test("a secret of six letters or more is in nothing that leaves", () => {
  const anywhere = string({ minLength: 6, maxLength: 30 }).filter(
    (text) => text.trim().length >= 6 && !"[secret]".includes(text),
  );
  assert(
    property(anywhere, string(), string(), (secret, before, after) => {
      const registry = createSecretRegistry(() => false);
      registry.hold(secret);
      const told = registry.redact({ log: [`${before}${secret}${after}`], [secret]: 1 });
      const texts = JSON.stringify(told).replaceAll("[secret]", "");
      expect(texts.includes(JSON.stringify(secret).slice(1, -1))).toBe(false);
    }),
  );
});

test("the lines of a key are secrets of their own", () => {
  const registry = createSecretRegistry(() => false);
  const line = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";
  registry.hold(
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${line}\n-----END OPENSSH PRIVATE KEY-----\n`,
  );
  expect(registry.redact(`echo: ${line}`)).toBe("echo: [secret]");
});

test("what stands on the screen anyway is not torn out of it", () => {
  const registry = createSecretRegistry((text) => "matrix.example.org".includes(text));
  registry.hold("matrix");
  expect(registry.redact({ name: "matrix.example.org" })).toEqual({ name: "matrix.example.org" });
});
