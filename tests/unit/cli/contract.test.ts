import { createSocket } from "node:dgram";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import { COMMANDS, isCommand, optionsOf } from "../../../electron/cli/command-table.ts";
import { DOCUMENTS, isDocument } from "../../../shared/api/documents.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const NAMED = ["look", "questions", "plan", "apply", "check", "renew", "history", "undo"];

/** Nothing listens on port 9 of loopback, so nothing outside is asked. */
const NOBODY = ["--dns-server", "127.0.0.1:9", "--timeout", "1"];

function firstProblem(document: { readonly [key: string]: unknown }) {
  return DOCUMENTS.problem.parse(document).problems[0];
}

describe("a bad name", () => {
  test.each(NAMED)("ends %s with 64 and one document that says what was meant", async (command) => {
    const ended = await homeport([command, "@ada:example.com", "--json"]);
    const document = documentOf(ended);
    const found = firstProblem(document);
    expect([ended.exit, ended.stdout.trim().split("\n").length, ended.stderr]).toEqual([64, 1, ""]);
    expect([document["exit"], document["command"], found?.code, found?.data["suggestion"]]).toEqual(
      [64, command, "server-name-invalid", "example.com"],
    );
  });

  test.each(NAMED)("is told by %s in plain words on standard output", async (command) => {
    const { exit, stdout, stderr } = await homeport([command, "https://example.com"]);
    expect([exit, stderr]).toEqual([64, ""]);
    expect(stdout).toContain("Did you mean example.com?");
  });
});

describe("bad usage", () => {
  test("is one JSON document also where the command is not known", async () => {
    const ended = await homeport(["plam", "example.com", "--json"]);
    const document = documentOf(ended);
    expect([ended.exit, document["command"], firstProblem(document)?.data["nearest"]]).toEqual([
      64,
      null,
      "plan",
    ]);
  });

  test("names the nearest option", async () => {
    const { exit, stdout } = await homeport(["plan", "example.com", "--dns-sever", "192.0.2.1"]);
    expect(exit).toBe(64);
    expect(stdout).toContain("--dns-server");
  });

  test.each([
    ["--dns-server", "999.1.1.1"],
    ["--dns-server", "127.0.0.1:0"],
    ["--connect-to", "a:443:b:443"],
    ["--host", "root@vps:70000"],
  ])("is a value that is none: %s %s", async (option, value) => {
    const { exit } = await homeport(["plan", "example.com", option, value]);
    expect(exit).toBe(64);
  });

  test("is an answer that there is not", async () => {
    const { exit, stdout } = await homeport(["plan", "example.com", "--set", "audiense=1.0"]);
    expect(exit).toBe(64);
    expect(stdout).toContain("audience");
  });
});

describe("a bad file", () => {
  test.each([
    ["plan", "--facts"],
    ["plan", "--answers"],
    ["look", "--ca-file"],
  ])("ends %s %s with 65", async (command, option) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "given"), "<html>");
    const ended = await homeport([command, "example.com", option, "given", "--json"], { folder });
    expect([ended.exit, documentOf(ended)["exit"]]).toEqual([65, 65]);
  });

  test("with a secret that others can read ends with 77 before anything is contacted", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "password"), "secret");
    await chmod(join(folder, "password"), 0o644);
    const login = ["--host", "root@127.0.0.1:9", "--password-file", "password"];
    const ended = await homeport(["look", "example.com", ...NOBODY, ...login, "--json"], {
      folder,
    });
    expect([ended.exit, firstProblem(documentOf(ended))?.code]).toEqual([
      77,
      "secret-file-open-to-others",
    ]);
    expect(ended.stdout + ended.stderr).not.toContain('"secret"');
  });
});

describe("paths", () => {
  test("are the caller's under npm run, whose own folder is the package's", async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, "in"));
    await writeFile(join(folder, "in", "facts.json"), "[]");
    const environment = { INIT_CWD: folder, npm_lifecycle_event: "homeport" };
    const ended = await homeport(["plan", "example.com", "--facts", "in/facts.json", "--json"], {
      environment,
    });
    expect(firstProblem(documentOf(ended))?.data["path"]).toBe(join(folder, "in", "facts.json"));
  });

  test("are those of the working folder under another script", async () => {
    const folder = await emptyFolder();
    const environment = { INIT_CWD: "/elsewhere", npm_lifecycle_event: "test" };
    const ended = await homeport(["plan", "example.com", "--facts", "facts.json", "--json"], {
      environment,
      folder,
    });
    expect(firstProblem(documentOf(ended))?.data["path"]).toBe(join(folder, "facts.json"));
  });
});

describe("documents", () => {
  test.each([
    ["version", ["version"]],
    ["help", ["help", "plan"]],
    ["schema", ["schema", "plan"]],
    ["history", ["history"]],
    ["check", ["check", "example.com", ...NOBODY]],
    ["look", ["look", "example.com", ...NOBODY]],
    ["plan", ["plan", "192.0.2.1:1", ...NOBODY]],
    ["questions", ["questions", "example.com", ...NOBODY]],
    ["eras", ["eras", "example.com", ...NOBODY]],
    ["faq", ["faq", "example.com", "right-now", ...NOBODY]],
  ])("of %s fit their schema", async (name, argv) => {
    const ended = await homeport([...argv, "--json", "--quiet"]);
    const schema = isDocument(name) ? DOCUMENTS[name] : DOCUMENTS.problem;
    expect(schema.safeParse(documentOf(ended)).error?.issues).toBeUndefined();
    expect([ended.exit, ended.stderr]).toEqual([documentOf(ended)["exit"], ""]);
  });

  test("name the options that change trust, as does the first line for people", async () => {
    const ended = await homeport(["check", "example.com", ...NOBODY, "--json"]);
    expect(documentOf(ended)["trust"]).toEqual({
      caFiles: [],
      dnsServers: ["127.0.0.1:9"],
      connectTo: [],
      acmeDirectory: null,
    });
    const { stdout } = await homeport(["check", "example.com", ...NOBODY]);
    expect(stdout.split("\n")[0]).toContain("--dns-server 127.0.0.1:9");
  });
});

describe("text for people", () => {
  test("has a page for every command that fits a terminal and names every option", async () => {
    const pages = await Promise.all(Object.keys(COMMANDS).map((each) => homeport(["help", each])));
    const wide = pages.flatMap(({ stdout }) =>
      stdout.split("\n").filter((line) => line.length > 80),
    );
    expect([wide, pages.filter(({ exit }) => exit !== 0)]).toEqual([[], []]);
    const silent = Object.keys(COMMANDS)
      .filter(isCommand)
      .flatMap((each, at) =>
        optionsOf(each).filter((option) => !pages[at]?.stdout.includes(`--${option}`)),
      );
    expect(silent).toEqual([]);
  });

  test("has no colour and no control characters where it goes to a file", async () => {
    const environment = { FORCE_COLOR: "1" };
    const { stdout, stderr } = await homeport(["check", "example.com", ...NOBODY], { environment });
    expect(stdout + stderr).not.toMatch(/\u001b/);
  });

  test("is written as JSON lines alone to standard error with --events", async () => {
    const { stderr } = await homeport(["look", "example.com", ...NOBODY, "--events"]);
    const events = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly event: string });
    expect(events.map(({ event }) => event)).toContain("looking");
  });
});

describe("a process", () => {
  test("that only looks stops at once on Ctrl+C, with 130 and its document", async () => {
    const silent = createSocket("udp4").bind(0, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const { port } = silent.address();
    const child = spawn(process.execPath, [
      paths.commandLine,
      "check",
      "example.com",
      "--json",
      "--dns-server",
      `127.0.0.1:${port}`,
    ]);
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    await once(silent, "message");
    child.kill("SIGINT");
    const [exit] = (await once(child, "close")) as [number | null];
    expect([exit, documentOf({ exit, stdout, stderr: "" })["exit"]]).toEqual([130, 130]);
  });

  test("whose reader has left ends quietly", async () => {
    const child = spawn(process.execPath, [paths.commandLine, "schema"]);
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    const [exit] = (await once(child, "close")) as [number | null];
    expect([exit, stderr]).toEqual([0, ""]);
  });
});

test("the schema of every document stands there as it is", async () => {
  const { exit, stdout } = await homeport(["schema"]);
  expect(exit).toBe(0);
  expect(stdout).not.toContain("[object Object]");
  expect(JSON.parse(stdout)).toMatchObject({ $defs: { plan: { type: "object" } } });
});

test.each(["one.example", "two.example"])(
  "a plan with one's own certificate for %s is told to people",
  { timeout: 60_000 },
  async (name) => {
    const set = ["--set", "certificate=own"];
    const { stdout } = await homeport(["plan", name, "--practice", "--quiet", ...set]);
    expect(stdout).toContain(name);
  },
);
