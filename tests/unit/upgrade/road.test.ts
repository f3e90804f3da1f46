import { assert, constantFrom, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { isBefore } from "../../../shared/plan/versions.ts";
import { planUpgrade } from "../../../shared/upgrade/plan-upgrade.ts";
import { canGoBack } from "../../../shared/upgrade/rollback.ts";
import { NEWEST, noteOf, SYSTEMS } from "../../../shared/upgrade/road-facts.ts";
import { breaksSqlite, losesDirectory, stopsOf } from "../../../shared/upgrade/stops.ts";
import { systemOf } from "../../../shared/upgrade/system-of.ts";
import type { Hop, UpgradeSubject } from "../../../shared/upgrade/upgrade.ts";
import { english } from "../../../shared/words/words.ts";
import { lintOf, WHOLE } from "./lint-of.ts";
import "../../setup/seed.ts";

const SUBJECT: UpgradeSubject = {
  from: "0.34.1.1",
  to: NEWEST,
  python: null,
  database: { kind: "sqlite", version: null },
  install: null,
  os: null,
};

function road(change: Partial<UpgradeSubject>, config = WHOLE): readonly Hop[] {
  const subject = { ...SUBJECT, ...change };
  return planUpgrade(subject, lintOf(config, { from: subject.from, to: subject.to }));
}

const versions = (hops: readonly Hop[]): readonly string[] => hops.map(({ version }) => version);
const codes = (hop: Hop | undefined, part: "do" | "breaks" | "needs"): readonly string[] =>
  (hop?.[part] ?? []).map(({ code }) => code.replace(/^upgrade-/, ""));

describe("the stops of the road", () => {
  test.each([
    ["0.33.9", ["0.34.1.1", "0.99.5.2", "1.0.0", "1.36.0", "1.92.3", NEWEST]],
    ["0.34.1.1", ["0.99.5.2", "1.0.0", "1.36.0", "1.92.3", NEWEST]],
    ["0.99.0", ["0.99.5.2", "1.0.0", "1.36.0", "1.92.3", NEWEST]],
    ["0.99.5.2", ["1.0.0", "1.36.0", "1.92.3", NEWEST]],
    ["1.0.0", ["1.36.0", "1.92.3", NEWEST]],
    ["1.36.0", ["1.92.3", NEWEST]],
    ["1.92.3", [NEWEST]],
    [NEWEST, []],
    ["1.200.0", []],
  ])("from %s are %j", (from, stops) => {
    expect(versions(road({ from }))).toEqual(stops);
  });

  test.each([
    ["0.34.1.1", "0.99.3.2", ["0.99.3.2"]],
    ["1.0.0", "1.10.0", ["1.3.1", "1.10.0"]],
    ["1.2.1", "1.12.4", ["1.3.1", "1.12.4"]],
    ["1.3.0", "1.10.0", ["1.10.0"]],
    ["1.2.1", "1.13.0", ["1.13.0"]],
  ])("from %s to %s are %j", (from, to, stops) => {
    expect(versions(road({ from, to }))).toEqual(stops);
  });

  test("hold the last package of a system that gets none any more, and none that its successors lack", () => {
    const at = (os: string) => versions(road({ install: "matrix.org", os: systemOf(os) }));
    expect(at("stretch")).toEqual(["0.99.5.2", "1.0.0", "1.31.0", "1.92.3", NEWEST]);
    expect(at("Ubuntu 18.04")).toEqual(["0.99.5.2", "1.0.0", "1.36.0", "1.49.2", "1.92.3", NEWEST]);
    expect(at("debian-12")).toEqual(["0.99.5.2", "1.0.0", "1.36.0", "1.92.3", NEWEST]);
    expect(versions(road({ install: "docker", os: systemOf("stretch") }))).not.toContain("1.31.0");
  });

  test("never make a forbidden jump, whatever the road", () => {
    const known = ["0.33.0", "0.33.9", "0.34.0", "0.34.1.1", "0.99.0", "0.99.3.2", "0.99.5.2"];
    const later = ["1.0.0", "1.2.1", "1.3.1", "1.4.0", "1.12.4", "1.13.0", "1.25.0", "1.31.0"];
    const newer = ["1.36.0", "1.68.0", "1.69.0", "1.92.3", "1.118.0", "1.157.1", NEWEST];
    const version = constantFrom(...known, ...later, ...newer);
    const roads = record({
      from: version,
      to: version,
      os: constantFrom(null, ...SYSTEMS),
      install: constantFrom(null, "debian", "matrix.org", "pip", "docker"),
    });
    assert(
      property(roads, (change) => {
        const stops = stopsOf({ ...SUBJECT, ...change });
        const all = [change.from, ...stops];
        expect(stops.at(-1) ?? null).toBe(isBefore(change.from, change.to) ? change.to : null);
        for (const [at, stop] of stops.entries()) {
          const before = all[at] ?? change.from;
          expect(isBefore(before, stop)).toBe(true);
          expect(losesDirectory(before, stop)).toBe(false);
          expect(breaksSqlite(before, stop)).toBe(false);
          expect(stop === "0.99.0" && change.to !== stop).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the way back", () => {
  // matrix-federation.md 2.6: `=` can be gone back, `>` cannot.
  test.each([
    ["0.34.1.1", "0.99.3.2", "0.99.4"],
    ["0.99.4", "0.99.5.2", "1.0.0"],
    ["1.0.0", "1.2.1", "1.3.0"],
    ["1.3.0", "1.8.0", "1.9.0"],
    ["1.9.0", "1.12.4", "1.13.0"],
    ["1.13.0", "1.25.0", "1.26.0"],
    ["1.26.0", "1.37.1", "1.38.0"],
    ["1.37.1", "1.44.0", "1.45.0"],
    ["1.44.0", "1.51.0", "1.52.0"],
    ["1.51.0", "1.57.1", "1.58.0"],
    ["1.57.1", "1.61.1", "1.62.0"],
    ["1.61.1", "1.63.1", "1.64.0"],
    ["1.63.1", "1.69.0", "1.70.0"],
    ["1.69.0", "1.82.0", "1.83.0"],
    ["1.82.0", "1.84.1", "1.85.0"],
    ["1.91.2", "1.97.0", "1.98.0"],
    ["1.97.0", "1.105.0", "1.105.1"],
  ])("leads to %s from %s and no longer from %s", (stop, last, beyond) => {
    expect(canGoBack(stop, last)).toBe(true);
    expect(canGoBack(stop, beyond)).toBe(false);
  });

  test("leads to 1.105.1 from the newest that is known", () => {
    expect(canGoBack("1.105.1", NEWEST)).toBe(true);
  });

  test("is told of each hop, with the stops that would keep it", () => {
    const hops = road({ from: "1.36.0" });
    expect(hops.map((hop) => hop.rollbackSafe)).toEqual([false, false]);
    expect(hops[1]?.rollbackVia).toEqual(["1.97.0", "1.105.0"]);
    const [small] = road({ from: "1.31.0", to: "1.37.1" });
    expect([small?.rollbackSafe, small?.rollbackVia]).toEqual([true, []]);
    const [old] = road({ from: "0.34.1.1", to: "0.99.5.2" });
    expect([old?.rollbackSafe, old?.rollbackVia]).toEqual([false, []]);
  });
});

describe("a hop", () => {
  test("begins with a backup and ends with the wait for background updates", () => {
    for (const hop of road({ from: "0.33.9" })) {
      expect(codes(hop, "do")[0]).toBe("backup");
      expect(codes(hop, "do").at(-1)).toBe("wait-updates");
    }
  });

  test("to 0.34 is about Python 3, the log's encoding and Debian's package", () => {
    const [hop] = road({ from: "0.33.9", install: "debian" });
    expect(codes(hop, "do")).toEqual(
      expect.arrayContaining(["python-3", "log-encoding", "riot-im", "package-py3"]),
    );
    expect(codes(hop, "breaks")).toEqual(["web-client-gone"]);
    expect(hop?.note).toBe(noteOf("0.34.0"));
  });

  test("to 1.0.0 needs a certificate, is agreed to and rests on its note", () => {
    const hop = road({}).find((each) => each.version === "1.0.0");
    expect(codes(hop, "needs")).toEqual(["need-sqlite-stop", "certificate-valid"]);
    expect(hop?.ack?.code).toBe("upgrade-ack-certificates");
    expect(hop?.note).toMatch(/#upgrading-to-v10$/);
  });

  test("is agreed to only where somebody loses something", () => {
    const asked = road({}).flatMap((hop) => (hop.ack === null ? [] : [hop.version]));
    expect(asked).toEqual(["1.0.0", "1.36.0", NEWEST]);
  });

  test("that the SQLite rule rests on says so, and none does on PostgreSQL", () => {
    const saying = (kind: "sqlite" | "postgres" | null, from = "0.34.1.1") =>
      road({ from, database: { kind, version: null } }).flatMap((hop) =>
        codes(hop, "needs").some((code) => code.startsWith("need-sqlite-stop"))
          ? [hop.version]
          : [],
      );
    expect([saying("sqlite"), saying(null), saying("postgres")]).toEqual([
      ["1.0.0"],
      ["1.0.0"],
      [],
    ]);
    expect(saying("sqlite", "1.0.0")).toEqual([]);
    const mandatory = road({}).flatMap((hop) => (hop.mandatory === null ? [] : [hop.version]));
    expect(mandatory).toEqual(["1.0.0"]);
  });

  test("names what may take hours where it is passed, and nowhere else", () => {
    const bases = (change: Partial<UpgradeSubject>): readonly string[] =>
      road(change).map((hop) => hop.minutesBasis.code.replace("upgrade-minutes-", ""));
    const postgres = { kind: "postgres", version: null } as const;
    expect(bases({})).toEqual(["small", "small", "hours", "small", "small"]);
    expect(bases({ database: postgres })).toEqual(["small", "small", "hours", "days", "small"]);
    expect(bases({ from: "1.3.1", to: "1.92.3", database: postgres })).toContain("hours");
  });

  test("names the Python that is too old or too new for it", () => {
    const old = road({ python: "3.7", from: "1.36.0", install: "pip" });
    expect(old.map((hop) => hop.needs[0]?.data["least"])).toEqual(["3.8", "3.10"]);
    const [young] = road({ python: "3.11", install: "pip" });
    expect(young?.needs[0]).toMatchObject({
      code: "upgrade-need-python-older",
      data: { most: "3.7", own: "3.11" },
    });
  });

  test("names the database that is too old for it", () => {
    const hops = road({ from: "1.36.0", database: { kind: "postgres", version: "12" } });
    expect(hops.map((hop) => codes(hop, "needs").includes("need-database-newer"))).toEqual([
      false,
      true,
    ]);
    const [fresh] = road({ from: "1.92.3", database: { kind: "postgres", version: "15" } });
    expect(codes(fresh, "needs")).not.toContain("need-database-newer");
  });

  test("names the lines of the configuration that would keep it from starting, once", () => {
    const config = `${WHOLE}log_file: a.log\nenable_registration: true\n`;
    const named = road({}, config).map((hop) =>
      hop.needs.flatMap(({ code, data }) => (code === "upgrade-need-config" ? [data["key"]] : [])),
    );
    expect(named).toEqual([[], [], ["log_file"], ["enable_registration"], []]);
  });

  test("away from a system without packages says so once, and asks for no package of it", () => {
    const hops = road({ install: "matrix.org", os: systemOf("xenial") });
    const moves = hops.map((hop) => codes(hop, "needs").includes("need-newer-system"));
    expect(moves).toEqual([false, false, false, true, false]);
    const asked = hops.map((hop) => hop.do.find(({ code }) => code === "upgrade-install-package"));
    expect(asked.map((each) => each?.data["os"])).toEqual([
      "xenial",
      "xenial",
      "xenial",
      "CODENAME",
      "CODENAME",
    ]);
  });

  test("past 1.37.0 needs a renewer and retires the proxy's rule for port 8009", () => {
    const hop = road({ from: "1.36.0" })[0];
    expect(codes(hop, "needs")).toContain("renewer-outside");
    expect(codes(hop, "do")).toContain("acme-proxy-rule");
    expect(english.reasons["upgrade-acme-proxy-rule"]).toContain("8009");
  });
});

test("every text of the road has its words, and every value that they name", () => {
  const words: { readonly [code: string]: string } = english.reasons;
  const marked = `${WHOLE}log_file: a\nno_tls: true\nacme: {port: 8009}\nperspectives: {}\n`;
  const findings = [WHOLE, marked].map((config) => lintOf(config, { from: "0.33.9" }));
  const installs = ["debian", "pip", "docker", "other", null] as const;
  const kinds = ["sqlite", "postgres", null] as const;
  const systems = [null, systemOf("stretch"), systemOf("bookworm")];
  const subjects = installs.flatMap((install) =>
    kinds.flatMap((kind) =>
      systems.flatMap((os) =>
        ["3.5", null].map((python) => ({ install, os, python, database: { kind, version: null } })),
      ),
    ),
  );
  const hops = findings.flatMap((lint) =>
    subjects.flatMap((each) => planUpgrade({ ...SUBJECT, from: "0.33.9", ...each }, lint)),
  );
  const said = hops.flatMap((hop) => [
    ...hop.do,
    ...hop.breaks,
    ...hop.needs,
    hop.minutesBasis,
    ...(hop.ack === null ? [] : [hop.ack]),
  ]);
  const wrong = said.filter(({ code, data }) => {
    const named = [...(words[code] ?? "{{none}}").matchAll(/\{\{(\w+)\}\}/g)];
    return named.some(([, key = ""]) => !(key in data));
  });
  expect(wrong).toEqual([]);
});

test("a system is known by its code name or its number", () => {
  expect(
    ["stretch", "debian:stretch", "Debian 9", "debian9"].map((each) => systemOf(each)?.id),
  ).toEqual(["stretch", "stretch", "stretch", "stretch"]);
  expect(systemOf("plan9")).toBe(null);
});
