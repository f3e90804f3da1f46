import { describe, expect, test } from "vitest";
import type { HostSeen, SynapseListener } from "../../../shared/facts/host-seen.ts";
import { ownAddresses, servingPorts } from "../../../shared/plan/own-addresses.ts";
import type { PlanInput } from "../../../shared/plan/plan.ts";
import { debianHost, freshSynapse } from "./debian-host.ts";
import { inputOf } from "./world-plan.ts";

const OWN = "198.51.100.7";
const SIX = "2001:db8::7";

function seen(host: Partial<HostSeen> | null, dns: object = {}): PlanInput {
  const input = inputOf({ format: 1, server: { name: "example.com" }, dns });
  return { ...input, host: host === null ? null : debianHost(host) };
}

function listening(
  ...listeners: readonly Pick<SynapseListener, "port" | "tls">[]
): HostSeen["synapse"] {
  const shared = { type: "http", bindAddresses: [], xForwarded: false, resources: [] };
  return freshSynapse({ listeners: listeners.map((each) => ({ ...shared, ...each })) });
}

describe("ports at which the homeserver may answer already", () => {
  const open = (port: number, process: string | null, address = "0.0.0.0") =>
    servingPorts(seen({ synapse: null, ports: [{ address, port, process }] }));

  test("are the usual ones where nothing else is known", () => {
    expect(servingPorts(seen(null))).toEqual([443, 8448]);
    expect(servingPorts(seen({ synapse: null, ports: [] }))).toEqual([443, 8448]);
  });

  test("begin with those that Synapse is set up for, and leave its plain ones out", () => {
    const synapse = listening({ port: 8449, tls: true }, { port: 8448, tls: false });
    expect(servingPorts(seen({ synapse, ports: [] }))).toEqual([8449, 443]);
    const behind = listening({ port: 8008, tls: false }, { port: 8448, tls: true });
    expect(servingPorts(seen({ synapse: behind, ports: [] }))).toEqual([8448, 443]);
  });

  test.each([
    null,
    "nginx",
    "apache2",
    "httpd",
    "apache",
    "caddy",
    "haproxy",
    "python",
    "python3",
    "synapse",
  ])("take in a port of %s", (process) => {
    expect(open(8450, process)).toEqual([8450, 443, 8448]);
  });

  test("take in no port of a program that is no web server, nor one below 443", () => {
    expect(open(8450, "sshd")).toEqual([443, 8448]);
    expect(open(442, "nginx")).toEqual([443, 8448]);
    expect(open(80, "nginx")).toEqual([443, 8448]);
    expect(servingPorts(seen({ synapse: null, ports: [] }))[0]).toBe(443);
  });

  test("take in no port that only the machine itself can reach", () => {
    expect(open(8450, "nginx", "127.0.0.1")).toEqual([443, 8448]);
    expect(open(8450, "nginx", "127.0.0.53")).toEqual([443, 8448]);
    expect(open(8450, "nginx", "::1")).toEqual([443, 8448]);
    expect(open(8450, "nginx", "::")).toEqual([8450, 443, 8448]);
    expect(open(443, "nginx")).toEqual([443, 8448]);
  });
});

describe("addresses on which the host answers", () => {
  const own = (addresses: readonly string[], dns: object, ...names: readonly string[]) =>
    ownAddresses(seen({ addresses }, dns), names.length > 0 ? names : ["example.com"]);

  test("are its own, in one spelling", () => {
    expect(own(["2001:DB8:0::7", OWN], {})).toEqual([SIX, OWN]);
  });

  test("stay its own where it has one public IPv4 address beside a private one", () => {
    const dns = { "example.com": { A: ["192.0.2.1"] } };
    expect(own([OWN, "10.0.0.7"], dns)).toEqual([OWN, "10.0.0.7"]);
    expect(own([SIX], dns)).toEqual([SIX]);
  });

  test("behind a router are the router's IPv4 address and the host's public IPv6 ones", () => {
    const dns = { "example.com": { A: ["192.0.2.1"], AAAA: [SIX] } };
    expect(own(["10.0.0.7", "fd00::7", SIX], dns)).toEqual(["192.0.2.1", SIX]);
    expect(own(["10.0.0.7"], { "example.com": { A: ["192.0.2.1"] } })).toEqual(["192.0.2.1"]);
  });

  test("behind a router are only the host's where no name leads to the router", () => {
    expect(own(["10.0.0.7"], {})).toEqual(["10.0.0.7"]);
    const other = { "example.com": { A: ["192.0.2.1"], AAAA: ["2001:db8::99"] } };
    expect(own(["10.0.0.7", SIX], other)).toEqual(["10.0.0.7", SIX]);
    expect(own(["10.0.0.7", SIX], { "example.com": { AAAA: [SIX] } })).toEqual(["10.0.0.7", SIX]);
  });

  test("are the private ones where a name of a private net leads to them", () => {
    const dns = { "example.com": { A: ["192.0.2.1"] }, "in.example.com": { A: ["10.0.0.7"] } };
    expect(own(["10.0.0.7"], dns, "example.com", "in.example.com")).toEqual(["10.0.0.7"]);
  });

  test("without a login are where the first name leads", () => {
    const dns = { "b.example.com": { A: [OWN] }, "c.example.com": { A: ["192.0.2.1"] } };
    const names = ["a.example.com", "b.example.com", "c.example.com"];
    expect(ownAddresses(seen(null, dns), names)).toEqual([OWN]);
    expect(ownAddresses(seen(null, {}), names)).toEqual([]);
  });
});
