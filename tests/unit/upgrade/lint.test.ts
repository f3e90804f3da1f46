import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { english } from "../../../shared/words/words.ts";
import { lintOf, patched, WHOLE } from "./lint-of.ts";
import { PLAIN_FIRST, ROWS, TLS_LISTENERS, WITHOUT_LISTENERS } from "./lint-rows.ts";

const DEBIAN = join(import.meta.dirname, "configs", "debian-0.34");
const debian = readFileSync(join(DEBIAN, "homeserver.yaml"), "utf8");
const confd = Object.fromEntries(
  ["report_stats", "server_name"].map((each) => [
    `conf.d/${each}.yaml`,
    readFileSync(join(DEBIAN, "conf.d", `${each}.yaml`), "utf8"),
  ]),
);

describe("a line of an old configuration", () => {
  test.each(ROWS)("%j: %s is %s since %s", (text, key, kind, since) => {
    const found = lintOf(text).filter((each) => each.key === key);
    expect(found.map((each) => [each.class, each.since])).toEqual([[kind, since]]);
  });

  test.each([
    ["webclient", "{port: 8008, type: http, resources: [{names: [client, webclient]}]}", "1.53.0"],
    ["TCP replication", "{port: 9092, type: replication}", "1.67.0"],
  ])("that is a listener's %s stops the start", (_what, listener, since) => {
    const text = `${WITHOUT_LISTENERS}listeners:\n  - {port: 8008, type: http}\n  - ${listener}\n`;
    const found = lintOf(text).filter((each) => each.class === "fatal");
    expect(found.map((each) => [each.line, each.since])).toEqual([[6, since]]);
    expect(lintOf(patched(text, [found[0]?.edit ?? ""]))).toEqual([]);
  });

  test("is judged for the versions that the road stops at, not for today's alone", () => {
    const text = `${WHOLE}log_file: a.log\nacme: {enabled: true}\n`;
    const classes = (to: string, from?: string) =>
      lintOf(text, { to, ...(from === undefined ? {} : { from }) }).map((each) => each.class);
    expect(classes("0.99.5.2")).toEqual(["works", "danger"]);
    expect(classes("1.8.0")).toEqual(["fatal", "danger"]);
    expect(classes("1.37.0")).toEqual(["fatal", "ignored"]);
  });

  test("that only a stop on the way refuses is fatal, and no danger once the road lies behind", () => {
    const list = `${WHOLE}federation_custom_ca_list: [ca.pem]\n`;
    expect(lintOf(list, { from: "1.0.0" }).map((each) => each.class)).toEqual(["works"]);
    const off = `${TLS_LISTENERS}no_tls: true\n`;
    const noTls = lintOf(off, { from: "0.99.1" }).find((each) => each.key === "no_tls");
    expect([noTls?.class, noTls?.why.code]).toEqual(["works", "upgrade-no-tls-drops"]);
  });

  test("is a danger to 0.99.0 itself too, and goes together with the listener that it switches off", () => {
    const text = `${TLS_LISTENERS.replace("tls: true", "tls: true\n    resources: [{names: [client, webclient]}]")}no_tls: true\n`;
    const found = lintOf(text, { from: "0.99.0" });
    expect(found.map((each) => [each.key, each.class])).toEqual([
      ["listeners[0].tls", "ignored"],
      ["listeners[0].resources[0].names", "fatal"],
      ["no_tls", "danger"],
    ]);
    const edits = found.flatMap(({ edit }) => (edit === null ? [] : [edit]));
    expect(lintOf(patched(text, edits))).toEqual([]);
  });

  test("that mail needed for a while is not asked for where the road is past it", () => {
    const text = `${WHOLE}email:\n  notif_from: a@b.example\n`;
    expect(lintOf(text, { from: "1.36.0" })).toEqual([]);
    expect(lintOf(text, { from: "1.12.0" }).map((each) => each.key)).toEqual(["public_baseurl"]);
  });

  test("tells in 0.99.0 whether nothing or only half is opened", () => {
    const why = (text: string) =>
      lintOf(text).find((each) => each.key === "no_tls")?.why.code ?? null;
    expect([why(`${TLS_LISTENERS}no_tls: true\n`), why(PLAIN_FIRST)]).toEqual([
      "upgrade-no-tls-mute",
      "upgrade-no-tls-half",
    ]);
  });

  test("that the old notary's key proves does not let the check be switched off", () => {
    const found = lintOf(`${debian}federation_verify_certificates: false\n`, { further: confd });
    const verify = found.find((each) => each.key === "federation_verify_certificates");
    expect([verify?.class, verify?.since]).toEqual(["fatal", "1.0.0"]);
  });

  test("names the port of the proxy's rule that goes with an acme block", () => {
    const acme = lintOf(`${WHOLE}acme:\n  enabled: true\n  port: 8009\n`)[0];
    expect([acme?.why.code, acme?.why.data["port"]]).toEqual(["upgrade-acme-ignored-proxy", 8009]);
    expect(acme?.edit).toBe("@@ -5,3 +4,0 @@\n-acme:\n-  enabled: true\n-  port: 8009");
  });
});

describe("an edit", () => {
  const withEdit = ROWS.map(([text, key]) => [key, text] as const).filter(([key, text]) =>
    lintOf(text).some((each) => each.key === key && each.edit !== null),
  );

  test.each(withEdit)(
    "about %s leaves nothing fatal or without effect, and is YAML",
    (_key, text) => {
      const edits = lintOf(text).flatMap(({ edit }) => (edit === null ? [] : [edit]));
      const after = patched(text, edits);
      const left = lintOf(after).filter(
        ({ class: each }) => each === "fatal" || each === "ignored",
      );
      expect(left).toEqual([]);
    },
  );

  test("takes one name out of a list in either form", () => {
    const flow =
      "listeners:\n  - {port: 1, type: http, resources: [{names: [webclient, client]}]}\n";
    const block =
      "listeners:\n  - port: 1\n    type: http\n    resources:\n      - names:\n          - client\n          - webclient # old\n";
    const alone =
      "listeners:\n  - port: 1\n    type: http\n    resources:\n      - names: [webclient]\n";
    const after = [flow, block, alone].map((text) => {
      const whole = WITHOUT_LISTENERS + text;
      const found = lintOf(whole).find((each) => each.class === "fatal");
      const read = parse(patched(whole, [found?.edit ?? ""])) as {
        listeners: { resources: { names: string[] }[] }[];
      };
      return read.listeners[0]?.resources[0]?.names;
    });
    expect(after).toEqual([["client"], ["client"], []]);
  });

  test("never shows what stands beside the line: a secret stays where it is", () => {
    const text = `${WHOLE}macaroon_secret_key: hunter2\nmacaroon_secret_key: hunter3\nemail:\n  smtp_pass: hunter4\n`;
    const found = lintOf(text);
    expect(found.map((each) => each.key)).toEqual([
      "macaroon_secret_key",
      "email.notif_from",
      "email.smtp_host",
      "email.smtp_port",
      "public_baseurl",
    ]);
    expect(JSON.stringify(found)).not.toContain("hunter");
  });
});

describe("Debian's configuration of 0.34", () => {
  const found = lintOf(debian, { further: confd });

  test("holds these lines", () => {
    expect(found.map((each) => [each.line, each.key, each.class, each.since])).toEqual([
      [13, "tls_dh_params_path", "ignored", "0.99.0"],
      [16, "no_tls", "works", "0.33.0"],
      [43, "tls_fingerprints", "ignored", "1.35.0"],
      [140, "listeners[0].resources[0].names", "fatal", "1.53.0"],
      [167, "listeners[1].resources[0].names", "fatal", "1.53.0"],
      [244, "uploads_path", "ignored", "1.29.0"],
      [432, "trusted_third_party_id_servers", "ignored", "1.48.0"],
      [451, "room_invite_state_types", "works", "1.34.0"],
      [465, "expire_access_token", "ignored", "1.3.0"],
      [488, "perspectives", "works", "1.0.0"],
      [600, "enable_group_creation", "ignored", "1.61.0"],
    ]);
  });

  test("is clean after its edits, and every other key keeps its value", () => {
    const after = patched(
      debian,
      found.flatMap(({ edit }) => (edit === null ? [] : [edit])),
    );
    expect(lintOf(after, { further: confd })).toEqual([]);
    const gone = new Set(found.map((each) => each.key));
    const before = parse(debian, { version: "1.1" }) as Record<string, unknown>;
    const now = parse(after, { version: "1.1" }) as Record<string, unknown>;
    const kept = Object.keys(before).filter((key) => !gone.has(key) && key !== "listeners");
    expect(kept.length).toBe(38);
    for (const key of kept) expect(now[key]).toEqual(before[key]);
  });

  test("alone lacks what Debian keeps in conf.d", () => {
    const fatal = lintOf(debian).filter(
      (each) => each.since === "0.33.0" && each.class === "fatal",
    );
    expect(fatal.map((each) => each.key)).toEqual(["server_name", "report_stats"]);
  });
});

describe("further files", () => {
  test("replace a whole key of the file before: the merge is shallow", () => {
    const further = { "conf.d/10.yaml": "listeners: [{port: 8008, type: http}]\n" };
    const text = `${WITHOUT_LISTENERS}listeners:\n  - {port: 1, type: replication}\n`;
    const found = lintOf(text, { further });
    expect(found.map((each) => [each.file, each.line, each.why.code])).toEqual([
      ["homeserver.yaml", 4, "upgrade-shadowed"],
    ]);
    expect(found[0]?.why.data).toMatchObject({ winner: "conf.d/10.yaml", by: 1 });
  });
});

test("every finding has its words, and every value that they name", () => {
  const words: { readonly [code: string]: string } = english.reasons;
  const roads = [
    ["0.33.0", "0.33.9"],
    ["0.34.1.1", "0.99.5.2"],
    ["0.99.5.2", "1.36.0"],
    ["1.36.0", "1.163.2"],
  ] as const;
  const found = [...ROWS.map(([text]) => text), debian].flatMap((text) =>
    roads.flatMap(([from, to]) =>
      lintOf(text, { from, to, further: { "z.yaml": "no_tls: no\n" } }),
    ),
  );
  const wrong = found.filter(({ why: { code, data } }) => {
    const named = [...(words[code] ?? "{{none}}").matchAll(/\{\{(\w+)\}\}/g)];
    return named.some(([, key = ""]) => !(key in data));
  });
  expect(wrong).toEqual([]);
});
