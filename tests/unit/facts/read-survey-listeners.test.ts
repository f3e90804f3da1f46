import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readListeners } from "../../../shared/facts/read-survey-listeners.ts";
import { readSurvey } from "../../../shared/facts/read-survey.ts";
import type { Sections } from "../../../shared/facts/read-survey-text.ts";
import { renderSynapseConfig } from "../../../shared/render/synapse-config.ts";

/** What is read of listeners and written again, as Synapse would read it. */
function again(values: readonly unknown[]): unknown {
  const listeners = readListeners(values).flatMap((each) => each.listener ?? []);
  const text = renderSynapseConfig({ listeners, tls: null, publicBaseUrl: null });
  return (parse(text, { version: "1.1" }) as { readonly listeners: unknown }).listeners;
}

const HTTP = { port: 8008, tls: false, type: "http", x_forwarded: true };

describe("a listener that is written again", () => {
  test.each([
    ["of every type", { port: 9000, tls: false, type: "metrics", bind_addresses: ["127.0.0.1"] }],
    ["of a manhole", { port: 9001, tls: false, type: "manhole", bind_addresses: ["::1"] }],
    [
      "with resources that are compressed and not",
      {
        ...HTTP,
        bind_addresses: ["::1", "127.0.0.1"],
        resources: [
          { names: ["federation"], compress: false },
          { names: ["client", "consent"], compress: true },
        ],
      },
    ],
    [
      "with keys that only it has",
      {
        ...HTTP,
        bind_addresses: ["::1"],
        tag: "main",
        request_id_header: "cf-ray: yes",
        resources: [{ names: ["client"], compress: false }],
      },
    ],
  ])("says the same: one %s", (_, listener) => {
    expect(readListeners([listener])[0]?.fault).toBeNull();
    expect(again([listener])).toEqual([listener]);
  });

  test("binds to both of its kinds of address, and a metrics one to IPv4 where it says none", () => {
    const read = readListeners([
      { port: 1, bind_addresses: ["::1"], bind_address: "127.0.0.1" },
      { port: 2, type: "metrics" },
      { port: 3 },
    ]);
    expect(read.map((each) => each.listener?.bindAddresses)).toEqual([
      ["::1", "127.0.0.1"],
      ["0.0.0.0"],
      ["::", "0.0.0.0"],
    ]);
  });
});

test.each([
  ["listeners[1].port", { path: "/run/synapse.sock", mode: 432, type: "http" }],
  ["listeners[1].additional_resources", { ...HTTP, additional_resources: null }],
  ["listeners[1].type", { port: 9000, type: "replication" }],
  [
    "listeners[1].resources[0].module",
    { ...HTTP, resources: [{ names: ["client"], module: null }] },
  ],
  ["listeners[1]", "8008"],
  ["listeners[1].tls", { port: 8448, tls: "often" }],
])("a listener that could not be said again is named: %s", (fault, listener) => {
  const read = readListeners([HTTP, listener]);
  expect(read.map((each) => each.fault)).toEqual([null, fault]);
});

test("the port of a listener that is not understood whole is known all the same", () => {
  const read = readListeners([{ ...HTTP, additional_resources: null }]);
  expect(read[0]?.listener).toMatchObject({ port: 8008, xForwarded: true });
});

test("a survey with such a listener says what is in the way of a file of ours", () => {
  const sections = JSON.parse(
    readFileSync(new URL("surveys/debian-running.json", import.meta.url), "utf8"),
  ) as Sections;
  const reading = JSON.parse(sections["synapse-config"] ?? "") as { readonly config: object };
  const config = { ...reading.config, listeners: [HTTP, { path: "/run/s.sock", type: "http" }] };
  const json = JSON.stringify({ ...reading, config });
  const host = readSurvey(
    { ...sections, "synapse-config": json },
    { hostKey: "k", user: "root", now: 0 },
  );
  expect(host.ok && host.value.synapse).toMatchObject({
    listeners: [{ port: 8008 }],
    configProblem: "listeners[1].port",
  });
});

/** Runs with a YAML of its own, so that no package of Python's is needed: JSON is read. */
const YAML = "import json\ndef safe_load(file): return json.load(file)\n";

describe("the reader on the host", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "homeport-reader-"));
    writeFileSync(join(folder, "yaml.py"), YAML);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const reader = new URL("../../../electron/adapters/ssh-scripts/reader.py", import.meta.url);
  const readOn = (listeners: unknown): unknown => {
    const path = join(folder, "homeserver.yaml");
    writeFileSync(path, JSON.stringify({ listeners }));
    const start = `python3 -m synapse.app.homeserver --config-path=${path}`;
    const told = execFileSync("python3", ["-c", readFileSync(reader, "utf8"), start], {
      env: { PATH: process.env["PATH"], PYTHONPATH: folder },
      encoding: "utf8",
    });
    return (JSON.parse(told) as { readonly config: { readonly listeners: unknown } }).config
      .listeners;
  };

  test("tells every listener, and of what it does not know the name alone", () => {
    const secret = { "/x": { module: "m", config: { secret: "hunter2" } } };
    expect(
      readOn([
        { ...HTTP, tag: "main", additional_resources: secret },
        { path: "/run/s.sock", type: "http", resources: [{ names: ["client"], extra: "hunter2" }] },
        "odd",
      ]),
    ).toEqual([
      { ...HTTP, tag: "main", additional_resources: null },
      { path: null, type: "http", resources: [{ names: ["client"], extra: null }] },
      null,
    ]);
  });

  test("tells that there is a list which is none", () => {
    expect(readOn({ port: 8008 })).toEqual([null]);
    expect(readOn([])).toEqual([]);
  });
});
