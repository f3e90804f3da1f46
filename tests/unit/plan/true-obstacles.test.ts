import { describe, expect, test } from "vitest";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Result } from "../../../shared/domain/result.ts";
import type { Plan, Refusal } from "../../../shared/plan/plan.ts";
import { OWN, SERVER } from "./situation-for.ts";
import { inputOf, planFor, refusalFor } from "./world-plan.ts";

const server = { ...SERVER, listeners: [{ port: 8008, tls: false }] };
const here = { format: 1, server, dns: { "example.com": { A: [OWN] } } };

describe("a port 80 that keeps silent", () => {
  test.each(["nobody", "other"])(
    "is what the refusal names, and what is to be opened: dns %s",
    (dns) => {
      const world = { ...here, endpoints: { [`${OWN}:80`]: { silent: true } }, control: { dns } };
      const { reasons, wouldHelp } = refusalFor(world);
      const data = { name: "example.com", port: 80 };
      expect(reasons).toContainEqual({ code: "certificate-port-silent", data });
      expect(wouldHelp).toContainEqual({ code: "help-certificate-port", data });
      expect(reasons.map(({ code }) => code)).not.toContain("certificate-out-of-reach");
      expect(planFor({ ...world, control: { dns, ports: [80] } }).recommended).toBe("none");
    },
  );
});

describe("a machine whose addresses are not known", () => {
  test("lets nobody say that a name points at another one", () => {
    const { reasons } = refusalFor({
      ...here,
      server: { ...server, addresses: [] },
      dns: { "example.com": { A: ["203.0.113.50"] } },
    });
    const codes = reasons.map(({ code }) => code);
    expect(codes).toContain("host-addresses-unknown");
    expect(codes).not.toContain("name-elsewhere");
  });
});

describe("name servers that fail", () => {
  const failing = {
    format: 1,
    server: { ...SERVER, listeners: [{ port: 8448, tls: true }] },
    dns: { "example.com": { rcode: "SERVFAIL" } },
    endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"], issuer: "public" } } },
  };
  const data = { name: "example.com", rcode: "SERVFAIL" };

  test("are to be mended first, and are no name without an address", () => {
    const { reasons, consents } = planFor(failing);
    expect(consents).toContainEqual({ code: "consent-lookup-failed", data });
    expect(reasons).toContainEqual({ code: "lookup-failed", data });
    expect(reasons.map(({ code }) => code)).not.toContain("no-address");
  });

  test("are named by a refusal, with who can mend them", () => {
    const { reasons, wouldHelp } = refusalFor({ ...failing, control: { dns: "nobody" } });
    expect(reasons).toContainEqual({ code: "lookup-failed", data });
    expect(wouldHelp.map(({ code }) => code)).toContain("help-name-servers");
  });
});

describe("CAA records that name another authority alone", () => {
  const world = {
    ...here,
    dns: { "example.com": { A: [OWN], CAA: ['0 issue "ca.example.net"'] } },
  };
  const issuers = "ca.example.net";
  const orderedFrom = (...caaIdentities: readonly string[]): Result<Plan, Refusal> => {
    const input = inputOf(world);
    return makePlan({ ...input, control: { ...input.control, caaIdentities } });
  };

  test("forbid an order from one that is known not to be it (RFC 8659)", () => {
    const made = orderedFrom("letsencrypt.org");
    if (made.ok) throw new Error(`planned: ${made.value.recommended}`);
    const name = "example.com";
    expect(made.error.reasons).toContainEqual({ code: "certificate-caa", data: { name, issuers } });
    // The record of the zone holds for every name below that has none of its own.
    const below = { name: "matrix.example.com", issuers };
    expect(made.error.reasons).toContainEqual({ code: "certificate-caa", data: below });
    expect(made.error.wouldHelp.map(({ code }) => code)).toContain("help-certificate-caa");
  });

  test("are no obstacle for the one that they name", () => {
    const made = orderedFrom("other.example", "CA.example.net");
    expect(made.ok && made.value.certificate?.issuer).toBe("acme");
    expect(made.ok && made.value.consents).toEqual([]);
  });

  test("are told where it is not known what the authority calls itself", () => {
    const data = { name: "example.com", issuers };
    expect(planFor(world).consents).toContainEqual({ code: "consent-caa-asks", data });
  });
});
