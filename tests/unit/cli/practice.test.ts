import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ERAS } from "../../../shared/domain/era.ts";
import { DOCUMENTS } from "../../../shared/api/documents.ts";
import { InboundEras, OutboundEras } from "../../../shared/api/era-parts.ts";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

describe("homeport practice", () => {
  test(
    "plays both journeys to a green report and takes them back",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const ended = await homeport(["practice", "--undo", "--json", "--quiet", "--state", state]);
      const document = DOCUMENTS.practice.parse(documentOf(ended));
      const shown = document.journeys.map(({ journey, outcome, report, undone }) => [
        journey,
        outcome,
        report?.verdict,
        (undone as { readonly outcome: string }).outcome,
      ]);
      expect([ended.exit, ended.stderr, shown]).toEqual([
        0,
        "",
        [
          ["a", "undone", "good", "undone"],
          ["b", "undone", "good", "undone"],
        ],
      ]);
    },
  );

  test(
    "tells on its first line that it is practice, and how to take it back",
    { timeout: MINUTE },
    async () => {
      const state = join(await emptyFolder(), "a b");
      const { exit, stdout } = await homeport(["practice", "a", "--quiet", "--state", state]);
      expect([exit, stdout.split("\n")[0]]).toEqual([0, expect.stringContaining("PRACTICE")]);
      expect(stdout).toMatch(/nothing renews this certificate; it ends on \d{4}-\d{2}-\d{2}/);
      expect(stdout).toContain(`--practice --state '${state}'`);
    },
  );

  test("takes a step that fails back, and says so with 3", { timeout: MINUTE }, async () => {
    const ended = await homeport([
      "practice",
      "a",
      "--fault",
      "synapse-config:disk-full",
      "--json",
      "--quiet",
    ]);
    const document = DOCUMENTS.practice.parse(documentOf(ended));
    expect([ended.exit, document.journeys[0]?.outcome, document.problems[0]?.code]).toEqual([
      3,
      "undone",
      "disk-full",
    ]);
  });

  test(
    "plays journey c, where an old SRV record stays beside the new file, and takes it back",
    { timeout: MINUTE },
    async () => {
      const ended = await homeport(["practice", "c", "--undo", "--json", "--quiet"]);
      const document = DOCUMENTS.practice.parse(documentOf(ended));
      const [played] = document.journeys;
      const inbound = InboundEras.parse(played?.report?.eras?.inbound);
      expect([ended.exit, played?.journey, played?.outcome, played?.["undone"]]).toEqual([
        0,
        "c",
        "undone",
        expect.objectContaining({ outcome: "undone" }),
      ]);
      expect(played?.certificate?.names).toEqual(["matrix.three.example"]);
      expect(ERAS.map((era) => [inbound[era].verdict, inbound[era].decidedBy])).toEqual([
        ["reached", "srv"],
        ["reached", "well-known+port"],
        ["reached", "well-known+port"],
        ["reached", "well-known+port"],
      ]);
    },
  );

  test(
    "says that it is practice before the first line of its work, and names each step in words",
    { timeout: MINUTE },
    async () => {
      const { stderr } = await homeport(["practice", "a", "--undo"]);
      const lines = stderr.trim().split("\n");
      expect(lines[0]).toContain("PRACTICE");
      expect(lines[1]).toContain("Looking at one.example");
      expect(stderr).toContain("✓ Give Synapse its name");
      expect(stderr).toMatch(/← Make the key$/m);
      expect(stderr).not.toMatch(/server-name|order-key|synapse-config|restart-synapse/);
    },
  );

  test("knows journeys a, b and c alone", async () => {
    const { exit, stdout } = await homeport(["practice", "z"]);
    expect([exit, stdout]).toEqual([64, expect.stringContaining("There are a, b and c.")]);
  });
});

describe("--practice", () => {
  test(
    "looks at the machine for faq and eras too, so that they know the server's version",
    { timeout: MINUTE },
    async () => {
      const options = ["three.example", "--practice", "--quiet", "--json"];
      const eras = DOCUMENTS.eras.parse(documentOf(await homeport(["eras", ...options])));
      const faq = DOCUMENTS.faq.parse(documentOf(await homeport(["faq", ...options])));
      const outbound = OutboundEras.parse(eras.eras.outbound);
      expect(ERAS.map((era) => outbound[era].verdict)).not.toContain("unknown");
      expect(faq.timeline?.filter(({ here }) => here)).toHaveLength(1);
      expect(faq.faq["how-to-upgrade"]?.reason).toMatch(/Synapse \d/);
      // nginx runs there, and Synapse answers on a port of its own: no proxy holds the certificate.
      expect(faq.faq["how-to-reload"]?.answer).toContain("matrix-synapse.service");
    },
  );

  test("of history and receipt names runs and steps in words", { timeout: MINUTE }, async () => {
    const options = ["--practice", "--quiet", "--state", await emptyFolder()];
    const applied = await homeport(["apply", "one.example", "--yes", "--json", ...options]);
    const run = String(documentOf(applied)["run"]);
    const history = await homeport(["history", ...options]);
    const receipt = await homeport(["receipt", run, ...options]);
    expect(history.stdout).toContain("changes: in place");
    expect(receipt.stdout).toContain("- Make the key: done");
    expect(receipt.stdout).not.toMatch(/order-key|write-file|server-name\)/);
  });

  test(
    "of renew --dry-run shows how to renew, and of undo --dry-run how to take it back",
    { timeout: MINUTE },
    async () => {
      const options = ["--practice", "--quiet", "--state", await emptyFolder()];
      await homeport(["apply", "one.example", "--yes", ...options]);
      const renewal = await homeport(["renew", "one.example", "--dry-run", ...options]);
      const back = await homeport(["undo", "one.example", "--dry-run", ...options]);
      expect(renewal.stdout).toMatch(/To renew it:\n {2}homeport renew one\.example/);
      expect(renewal.stdout).not.toContain("homeport apply");
      expect(back.stdout).toMatch(/To take it back:\n {2}homeport undo \d{8}-/);
    },
  );

  test("keeps the world between commands of one state folder", { timeout: MINUTE }, async () => {
    const state = await emptyFolder();
    const options = ["--practice", "--quiet", "--json", "--state", state];
    const steps = [
      ["apply", "one.example", "--yes", ...options],
      ["check", "one.example", ...options],
      ["apply", "one.example", "--yes", ...options],
      ["undo", "one.example", "--yes", ...options],
      ["check", "one.example", ...options],
    ];
    const seen: unknown[] = [];
    for (const step of steps) {
      const ended = await homeport(step);
      const document = documentOf(ended);
      seen.push([ended.exit, document["outcome"] ?? document["verdict"], document["run"] === null]);
    }
    expect(seen).toEqual([
      [0, "kept", false],
      [0, "good", false],
      [0, "kept", true],
      [0, "undone", false],
      [1, "broken", false],
    ]);
  });

  test(
    "changes nothing without an approval, and names the digest that a dry run names too",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const options = ["one.example", "--practice", "--quiet", "--json", "--state", state];
      const planned = documentOf(await homeport(["plan", ...options]));
      const tried = documentOf(await homeport(["apply", "--dry-run", ...options]));
      const refused = await homeport(["apply", ...options]);
      const wrong = await homeport(["apply", "--approve", "0".repeat(64), ...options]);
      const digests = [tried["digest"], documentOf(refused)["digest"], documentOf(wrong)["digest"]];
      expect(digests).toEqual([planned["digest"], planned["digest"], planned["digest"]]);
      expect([tried["exit"], tried["outcome"], refused.exit, wrong.exit]).toEqual([
        0,
        null,
        77,
        77,
      ]);
      const codes = [refused, wrong].map(
        (each) => DOCUMENTS.apply.parse(documentOf(each)).problems[0]?.code,
      );
      expect(codes).toEqual(["approval-missing", "approval-differs"]);
    },
  );

  test(
    "ends with 4 and a message to send where somebody else has to act",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const set = ["--set", "web=other", "--set", "keepSrv=yes"];
      const ended = await homeport([
        "apply",
        "three.example",
        ...set,
        "--yes",
        "--practice",
        "--json",
        "--quiet",
        "--state",
        state,
      ]);
      const document = DOCUMENTS.apply.parse(documentOf(ended));
      expect([ended.exit, document.outcome, document.waiting?.who]).toEqual([
        4,
        "waiting",
        "other",
      ]);
      expect(document.waiting?.message).toMatch(/\{"m.server":"matrix.three.example:\d+"\}/);
      expect(document.waiting?.message).toContain(
        "https://three.example/.well-known/matrix/server",
      );
    },
  );
});
