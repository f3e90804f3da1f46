import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseServerName } from "../../../shared/domain/server-name.ts";

const vectors = z.object({
  accepted: z.array(
    z.object({ text: z.string(), host: z.string(), port: z.number().nullable(), kind: z.string() }),
  ),
  rejected: z.array(z.string()),
});

const { accepted, rejected } = vectors.parse(
  JSON.parse(readFileSync(new URL("../../vectors/server-names.json", import.meta.url), "utf8")),
);

test.each(accepted)("$text is a server name", (expected) => {
  expect(parseServerName(expected.text)).toEqual({ ok: true, value: expected });
});

test.each(rejected)("%j is no server name", (text) => {
  expect(parseServerName(text).ok).toBe(false);
});
