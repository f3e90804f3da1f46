import { describe, expect, test } from "vitest";
import type { Era } from "../../../shared/domain/era.ts";
import { planFor } from "./world-plan.ts";

const OWN = "198.51.100.7";
const EVERYBODY: readonly Era[] = ["0.34", "0.99", "1.0", "1.93"];

function codes(version: string | null, audience: readonly Era[], proxy = "none"): string[] {
  const world = {
    format: 1,
    server: { name: "example.com", version, install: "debian", addresses: [OWN], proxy },
    dns: { "example.com": { A: [OWN] } },
  };
  return planFor(world, { audience }).reasons.map(({ code }) => code);
}

describe("a plan for peers up to 0.34, which compare the certificate with the key document", () => {
  test.each(["1.35.0", "1.98.0", "1.163.2"])(
    "says that %s publishes no fingerprints, so that peers without a notary refuse it",
    (version) => {
      expect(codes(version, EVERYBODY)).toContain("old-peers-need-notary");
      expect(codes(version, EVERYBODY, "nginx")).not.toContain("fingerprint-of-proxy");
    },
  );

  test.each(["1.34.0", "1.0.0", "0.99.5.2"])(
    "says what %s has to be told of the web server's certificate in front of it",
    (version) => {
      expect(codes(version, EVERYBODY, "nginx")).toContain("fingerprint-of-proxy");
      expect(codes(version, EVERYBODY)).not.toContain("fingerprint-of-proxy");
      expect(codes(version, EVERYBODY)).not.toContain("old-peers-need-notary");
    },
  );

  test("says neither where they do not matter, or the version is not known", () => {
    const said = [
      ...codes("1.98.0", ["0.99", "1.0", "1.93"], "nginx"),
      ...codes("1.0.0", ["1.0", "1.93"], "nginx"),
      ...codes(null, EVERYBODY, "nginx"),
      ...codes("banana", EVERYBODY, "nginx"),
    ];
    expect(said).not.toContain("old-peers-need-notary");
    expect(said).not.toContain("fingerprint-of-proxy");
  });

  test("says so too where nothing is to be done", () => {
    const world = {
      format: 1,
      server: { name: "example.com", version: "1.98.0", addresses: [OWN] },
      dns: { "example.com": { A: [OWN] } },
      endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
    };
    const plan = planFor(world, { audience: EVERYBODY });
    expect(plan.steps).toEqual([]);
    expect(plan.reasons.map(({ code }) => code)).toEqual([
      "works-already",
      "old-peers-need-notary",
    ]);
  });
});
