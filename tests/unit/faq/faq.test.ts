import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { paths } from "../../../build/paths.ts";
import type { Answers } from "../../../shared/answers/answers.ts";
import { answerFaq } from "../../../shared/faq/faq.ts";
import { FAQ_IDS, type Faq, type FaqId } from "../../../shared/faq/questions.ts";
import { timelineFor } from "../../../shared/faq/timeline.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import { english } from "../../../shared/words/words.ts";
import { inputOf } from "../plan/world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";

function faqFor(json: object, answers: Answers = {}): Faq {
  const input = inputOf(json, answers);
  const made = makePlan(input);
  return answerFaq(input, made.ok ? made.value : null, made.ok ? null : made.error);
}

function verdictsOf(faq: Faq): Partial<Record<FaqId, string>> {
  return Object.fromEntries(FAQ_IDS.map((id) => [id, faq[id].verdict]));
}

function server(version: string | null, more: object = {}): object {
  return {
    name: "example.com",
    version,
    install: "debian",
    addresses: [OWN],
    listeners: [{ port: 8448, tls: true }],
    ...more,
  };
}

const working = {
  format: 1,
  dns: { "example.com": { A: [OWN] } },
  endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
};

const oldRecord = {
  format: 1,
  server: server("0.34.1.1", { listeners: [{ port: 443, tls: true }], users: true }),
  control: { web: "other", dns: "me", certificateFor: ["matrix.example.com"] },
  dns: {
    "example.com": { A: [WEB] },
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 10, weight: 5, port: 443, target: "matrix.example.com" }],
    },
    "matrix.example.com": { A: [OWN] },
  },
  https: { "example.com": { certificate: { names: ["example.com"] } } },
  endpoints: {
    [`${OWN}:443`]: { certificate: { names: ["matrix.example.com"], issuer: "self-signed" } },
  },
};

describe("the FAQ, answered for one server", () => {
  test("says that nothing has to be done where all works with a version of today", () => {
    const faq = faqFor({ ...working, server: server("1.163.2") });
    expect(verdictsOf(faq)).toMatchObject({
      "right-now": "nothing",
      "how-to-upgrade": "nothing",
      "not-immediately": "nothing",
      "nothing-at-all": "nothing",
      "need-srv-or-well-known": "none",
      "still-use-srv": "no",
      "well-known-still-need-srv": "no",
      "certificate-behind-proxy": "no",
      "how-to-reload": "sighup",
    });
  });

  test("looks both ways: a server of 0.34 that is reached still cannot read .well-known", () => {
    const faq = faqFor({ ...working, server: server("0.34.1.1") });
    expect(faq["nothing-at-all"]).toMatchObject({
      verdict: "no",
      answer: { code: "faq-nothing-at-all-reached-but-blind" },
    });
    expect(verdictsOf(faq)).toMatchObject({
      "right-now": "upgrade",
      "certificate-behind-proxy": "yes",
      "how-to-reload": "restart",
    });
  });

  test("keeps the old record beside a new file while 0.34 follows it", () => {
    expect(verdictsOf(faqFor(oldRecord))).toMatchObject({
      "right-now": "upgrade",
      "not-immediately": "no",
      "nothing-at-all": "no",
      "need-srv-or-well-known": "both",
      "still-use-srv": "no",
      "well-known-still-need-srv": "yes",
    });
  });

  test("knows that 0.99.0 alone wants some certificate file behind a proxy", () => {
    const behind = (version: string) =>
      faqFor({ ...working, server: server(version, { proxy: "nginx" }) })[
        "certificate-behind-proxy"
      ];
    expect(behind("0.99.0")).toMatchObject({
      verdict: "yes",
      answer: { code: "faq-certificate-behind-proxy-issue-4554" },
    });
    expect(behind("0.99.1.1").verdict).toBe("no");
    expect(behind("0.34.1.1").verdict).toBe("yes");
  });

  test("answers also where no plan is possible", () => {
    const nowhere = {
      format: 1,
      server: server("1.163.2"),
      control: { web: "nobody", dns: "nobody", certificateFor: [] },
      dns: { "example.com": { A: [WEB] } },
    };
    expect(makePlan(inputOf(nowhere)).ok).toBe(false);
    expect(faqFor(nowhere)["right-now"]).toMatchObject({
      verdict: "yes",
      answer: { code: "faq-right-now-no-way-yet" },
    });
  });

  test("does not contradict itself about an old version whose certificate is good", () => {
    const faq = faqFor({ ...working, server: server("0.99.5.2") });
    expect(faq["right-now"].answer.code).toBe("faq-right-now-too-old-certified");
    expect(faq["right-now"].reason.code).toBe("faq-right-now-before-checks-why");
    expect(faq["not-immediately"].verdict).toBe("nothing");
  });

  test("names the stops of an upgrade as the upgrade itself does, and never one that lies behind", () => {
    const stops = (version: string) =>
      faqFor({ ...working, server: server(version) })["how-to-upgrade"].answer.data["stops"];
    expect(stops("0.99.5.2")).toBe("1.0.0, 1.36.0, 1.92.3, 1.163.2");
    expect(stops("1.92.3")).toBe("1.163.2");
    const reason = (version: string) =>
      faqFor({ ...working, server: server(version) })["how-to-upgrade"].reason.code;
    expect(reason("0.99.5.2")).toBe("faq-how-to-upgrade-sqlite-why");
    expect(reason("1.92.3")).toBe("faq-how-to-upgrade-by-package-why");
  });

  test("says what is broken, and does not blame the certificate for a port", () => {
    const closed = {
      ...working,
      server: server("1.163.2"),
      endpoints: { [`${OWN}:8448`]: { silent: true } },
    };
    const faq = faqFor(closed);
    expect(faq["right-now"]).toMatchObject({
      answer: { code: "faq-right-now-steps-open" },
      reason: { code: "faq-broken-port" },
    });
    expect(faq["right-now"].answer.data["step"]).toBeTypeOf("string");
    expect(faq["not-immediately"]).toMatchObject({
      answer: { code: "faq-not-immediately-stopped-earlier" },
      reason: { code: "faq-broken-port" },
    });
  });

  test.each([null, "banana", ""])("does not pretend to know a version (%j)", (version) => {
    const faq = faqFor({ ...working, server: server(version) });
    expect([
      faq["how-to-upgrade"].answer.code,
      faq["nothing-at-all"].answer.code,
      faq["certificate-behind-proxy"].answer.code,
      faq["how-to-reload"].answer.code,
    ]).toEqual([
      "faq-how-to-upgrade-version-unknown",
      "faq-nothing-at-all-works-inbound",
      "faq-certificate-behind-proxy-version-unknown",
      "faq-how-to-reload-version-unknown",
    ]);
  });

  test("reads a version with a v before it", () => {
    const faq = faqFor({ ...working, server: server("v1.98.0") });
    expect(verdictsOf(faq)).toMatchObject({ "right-now": "nothing", "how-to-upgrade": "nothing" });
  });

  test("tells how to reload on this machine: a container is no unit", () => {
    const docker = faqFor({ ...working, server: server("1.163.2", { install: "docker" }) });
    expect(docker["how-to-reload"].answer.code).toBe("faq-how-to-reload-container");
  });

  test("calls a record that leads nowhere what it is", () => {
    const file = { status: 200, json: { "m.server": "matrix.example.com:8448" } };
    const astray = {
      format: 1,
      server: server("1.163.2"),
      control: { web: "me", dns: "nobody", certificateFor: ["matrix.example.com"] },
      dns: {
        "example.com": { A: [WEB] },
        "matrix.example.com": { A: [OWN] },
        "_matrix._tcp.example.com": {
          SRV: [{ priority: 10, weight: 5, port: 8448, target: "gone.example.com" }],
        },
      },
      https: {
        "example.com": {
          certificate: { names: ["example.com"] },
          "/.well-known/matrix/server": file,
        },
      },
      endpoints: { [`${OWN}:8448`]: { certificate: { names: ["matrix.example.com"] } } },
    };
    const faq = faqFor(astray);
    expect(faq["still-use-srv"].answer.code).toBe("faq-still-use-srv-astray");
    expect(faq["well-known-still-need-srv"].answer.code).toBe(
      "faq-well-known-still-need-srv-astray",
    );
    expect(faq["need-srv-or-well-known"].verdict).toBe("well-known");
  });

  test("sees a file that is there though nobody can use it", () => {
    const unread = {
      format: 1,
      server: server("1.163.2"),
      control: { web: "nobody", dns: "me", certificateFor: ["example.com", "matrix.example.com"] },
      dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
      https: {
        "example.com": {
          certificate: { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" },
          "/.well-known/matrix/server": {
            status: 200,
            json: { "m.server": "matrix.example.com:8448" },
          },
        },
      },
    };
    expect(faqFor(unread)["well-known-still-need-srv"].answer.code).toBe(
      "faq-well-known-still-need-srv-unread-file",
    );
  });

  test("calls one stop needed on SQLite, not all of them", () => {
    const text = english.reasons["faq-how-to-upgrade-sqlite-why"];
    expect(text).toContain("one stop is needed");
    expect(text).not.toContain("No stop may be left out");
  });

  test("has words for every case that the source names", () => {
    const source = globSync("shared/faq/*-answers.ts", { cwd: paths.root })
      .map((path) => readFileSync(join(paths.root, path), "utf8"))
      .join("\n");
    const cases = [
      ...source.matchAll(/answer\(\s*subject,\s*"([a-z-]+)",\s*"[a-z-]+",\s*"([a-z0-9-]+)"(,?)/g),
    ];
    expect(cases.length).toBeGreaterThan(30);
    const wanted = cases.flatMap(([, id, which, more]) => [
      `faq-${id}-${which}`,
      ...(more === "," ? [] : [`faq-${id}-${which}-why`]),
    ]);
    const reasons = [...source.matchAll(/why: "([a-z0-9-]+)"/g)].map(([, why]) => `faq-${why}`);
    const broken = ["lookup", "address", "file", "port", "certificate", "answer"].map(
      (each) => `faq-broken-${each}`,
    );
    const all = [...wanted, ...reasons, ...broken, ...FAQ_IDS.map((id) => `faq-${id}-today`)];
    const missing = all.filter(
      (key) =>
        !Object.hasOwn(english.reasons, key) && !Object.hasOwn(english.reasons, `${key}_other`),
    );
    expect(missing).toEqual([]);
  });
});

describe("the timeline", () => {
  test("marks the last stop that the own version has passed", () => {
    const here = (version: string | null) =>
      timelineFor(version).flatMap((stop) => (stop.here ? [stop.version] : []));
    expect(here("0.34.1.1")).toEqual(["0.34.0"]);
    expect(here("0.99.5.2")).toEqual(["0.99.0"]);
    expect(here("1.92.3")).toEqual(["1.37.0"]);
    expect(here("1.98.0")).toEqual(["1.93.0"]);
    expect(here("1.163.2")).toEqual(["1.163.2"]);
    expect(here("0.33.9")).toEqual([]);
    expect(here(null)).toEqual([]);
  });
});
