import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;
const speak = createSpeak("en");

/** A record leads here with a certificate for the name; a file is asked for, and no certificate holds both names. */
const WORLD = {
  format: 1,
  now: "2026-11-26T00:00:00Z",
  server: {
    name: "example.com",
    version: "1.163.2",
    install: "debian",
    addresses: ["198.51.100.7"],
    listeners: [{ port: 443, tls: true }],
    proxy: "none",
    users: true,
  },
  control: { certificateFor: ["matrix.example.com"] },
  dns: {
    "example.com": { A: ["198.51.100.80"] },
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 10, weight: 5, port: 443, target: "matrix.example.com" }],
    },
    "matrix.example.com": { A: ["198.51.100.7"] },
  },
  https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
  endpoints: { "198.51.100.7:443": { certificate: { names: ["example.com"], issuer: "public" } } },
};

async function plan(...more: readonly string[]): Promise<{ readonly stdout: string }> {
  const folder = await emptyFolder();
  await writeFile(join(folder, "world.json"), JSON.stringify(WORLD));
  const words = ["plan", "example.com", "--world", "world.json", "--set", "delegate=well-known"];
  return homeport([...words, ...more], { folder });
}

/** A text on one line, as it was before it was wrapped. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

test.each([[[]], [["--explain"]], [["--format", "markdown"]]])(
  "what a plan asks consent for stands before whatever approves it: %j",
  { timeout: MINUTE },
  async (more) => {
    const consents = documentOf({ ...(await plan("--json")), exit: 0, stderr: "" })["consents"];
    if (!Array.isArray(consents)) throw new Error("no consents");
    expect(consents).toHaveLength(3);
    const { stdout } = await plan(...more);
    const [before = "", after = ""] = stdout.split(/--approve |Digest: /);
    for (const each of consents) {
      // The wrapped text explains no term in these sentences, so each stands there whole.
      expect(flat(before).replaceAll("\\", "")).toContain(String(each));
    }
    expect(after).not.toBe("");
  },
);

test("a consent says from when, until when, and how long a cache may add", () => {
  const data = { era: "1.93", step: "restart-synapse", until: "publish-well-known" };
  const until = speak.reason({
    code: "consent-era-cut-off-until",
    data: { ...data, seconds: 172_800 },
  });
  expect(until).toContain('until the step "Put the file on the website" is done');
  expect(until).toContain("at most 2 days more");
  const between = speak.reason({ code: "consent-era-cut-off-between", data });
  expect(between).toMatch(/until the step "Put the file on the website" is done\.$/);
});

test.each(["wait-addresses", "wait-records", "wait-caches", "check-time"])(
  "a wait is told in its own unit: %s",
  (code) => {
    const text = speak.reason({ code, data: { seconds: 172_800 } });
    expect(text).toContain("2 days");
    expect(text).not.toContain("172");
  },
);

test(
  "--explain names what was seen, and what each choice and step rests on",
  { timeout: MINUTE },
  async () => {
    const { stdout } = await plan("--explain");
    const text = flat(stdout);
    expect(text).toMatch(
      /What was seen, and this rests on .*_matrix\._tcp\.example\.com 10 5 443 matrix/,
    );
    expect(text).toContain('See: FAQ, "How do I make Synapse read a new certificate?"');
    const [, why = ""] = text.split("Why this way");
    expect(why).toContain('See: FAQ, "Do I need an SRV record or a .well-known file?"; Matrix');
    expect((await plan()).stdout).not.toContain("See: ");
    const document = documentOf({ ...(await plan("--json")), exit: 0, stderr: "" });
    for (const key of ["reasons", "steps", "alternatives"]) {
      const each = document[key];
      if (!Array.isArray(each)) throw new Error(`no ${key}`);
      expect(each.filter((one: object) => !("reference" in one))).toEqual([]);
    }
  },
);

test.each([
  ["1.93", "of the generation 1.93 follow"],
  ["1.0, 1.93", "of the generations 1.0, 1.93 follow"],
])("generations are counted: %s", (eras, text) => {
  const data = { eras, value: "10 5 8448 old.example.com." };
  expect(speak.reason({ code: "record-retired-followed", data })).toContain(text);
});
