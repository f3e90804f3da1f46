import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { COMMANDS, isCommand } from "../../../electron/cli/command-table.ts";
import { BLANKS } from "../../../shared/api/blank-documents.ts";
import { DOCUMENTS, isDocument, jsonSchema } from "../../../shared/api/documents.ts";
import { BareDocument } from "../../../shared/api/envelope.ts";
import { documentOf, emptyFolder, homeport, type Start } from "./start.ts";

/** Nothing listens on port 9 of loopback, so nothing outside is asked. */
const NOBODY = ["--dns-server", "127.0.0.1:9", "--timeout", "1"];
const LOGIN = ["--host", "root@127.0.0.1:9", "--agent", "none", "--ssh-config", "none"];

/** Fits a document to the published JSON Schema of its command; what does not fit. */
function misfits(document: { readonly [key: string]: unknown }): unknown {
  const { command } = document;
  const name = typeof command === "string" && isDocument(command) ? command : "problem";
  const absent = Object.keys(BLANKS[name]).filter((key) => !(key in document));
  const schema = z.fromJSONSchema(jsonSchema(name));
  return [...absent, ...(schema.safeParse(document).error?.issues ?? [])];
}

/** The exit code, what does not fit, and whether a problem says why. */
async function failure(argv: readonly string[], start: Start = {}): Promise<readonly unknown[]> {
  const ended = await homeport([...argv, "--json", "--quiet"], start);
  const document = documentOf(ended);
  return [ended.exit, misfits(document), BareDocument.parse(document).problems.length > 0];
}

const fits = (exit: number): readonly unknown[] => [exit, [], true];

describe("the document of a command that could not begin has its keys and fits its schema", () => {
  const every = Object.keys(COMMANDS).filter(isCommand);

  test.each(every)("%s with an option that there is not", async (command) => {
    expect(await failure([command, "--no-such-option"])).toEqual(fits(64));
  });

  const named = every.filter((each) =>
    ["look", "questions", "plan", "eras", "faq", "apply", "check", "renew", "undo"].includes(each),
  );

  test.each(named)("%s with a bad name", async (command) => {
    expect(await failure([command, "https://example.com"])).toEqual(fits(64));
  });

  test.each(named.filter((each) => each !== "undo"))("%s with a bad file", async (command) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "given"), "<html>");
    expect(
      await failure([command, "example.com", ...LOGIN, "--ca-file", "given"], { folder }),
    ).toEqual(fits(65));
  });

  test.each(named.filter((each) => each !== "undo"))(
    "%s whose machine cannot be reached",
    async (command) => {
      expect(await failure([command, "example.com", ...NOBODY, ...LOGIN])).toEqual(fits(69));
    },
  );

  test.each(["look", "plan", "check", "apply"])("%s whose login is refused", async (command) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "word"), "secret");
    await chmod(join(folder, "word"), 0o644);
    const login = [...NOBODY, ...LOGIN, "--password-file", "word"];
    expect(await failure([command, "example.com", ...login], { folder })).toEqual(fits(77));
  });

  test.each([
    [["resume"], 64],
    [["resume", "20260101-000000-abcdef"], 64],
    [["undo", "20260101-000000-abcdef", "--yes"], 64],
    [["receipt", "20260101-000000-abcdef"], 64],
    [["schema", "plam"], 64],
    [["help", "plam"], 64],
    [["practice", "d"], 64],
    [["upgrade", "--from", "0.34.1.1", "--config", "nowhere.yaml"], 65],
    [["plam", "example.com"], 64],
  ])("%j", async (argv, exit) => {
    expect(await failure(argv)).toEqual(fits(exit));
  });
});

describe("the published schema", () => {
  test.each(Object.keys(DOCUMENTS).filter(isDocument))(
    "of %s requires the keys of its command, and lets null stand where blank is null",
    (name) => {
      const { required, properties } = z
        .object({ required: z.array(z.string()), properties: z.record(z.string(), z.unknown()) })
        .parse(jsonSchema(name));
      for (const [key, blank] of Object.entries(BLANKS[name])) {
        expect(required).toContain(key);
        const property = properties[key] as Parameters<typeof z.fromJSONSchema>[0];
        expect([key, z.fromJSONSchema(property).safeParse(blank).success]).toEqual([key, true]);
      }
    },
  );

  test("still refuses what is no document of its command", () => {
    const schema = z.fromJSONSchema(jsonSchema("plan"));
    const envelope = {
      format: 1,
      homeport: "1.0.0",
      command: "plan",
      name: null,
      at: "2026-11-26T00:00:00Z",
      seconds: 0,
      exit: 64,
      trust: { caFiles: [], dnsServers: [], connectTo: [], acmeDirectory: null },
      problems: [],
    };
    expect(schema.safeParse({ ...envelope, ...BLANKS.plan }).success).toBe(true);
    expect(schema.safeParse(envelope).success).toBe(false);
    expect(schema.safeParse({ ...envelope, ...BLANKS.plan, steps: {} }).success).toBe(false);
  });
});
