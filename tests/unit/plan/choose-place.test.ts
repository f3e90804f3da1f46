import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import { choosePlace } from "../../../shared/plan/choose-place.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { OWN, SERVER, situationFor, wayTo, WEB } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const way = wayTo("well-known", NAME, 8448);
const direct: Way = {
  ...way,
  method: "none",
  delegatedName: "example.com",
  connectHost: "example.com",
  certificateName: "example.com",
  file: "left",
  strict: true,
};
const good = { certificate: { names: [NAME] } };

function place(world: object = {}, of: Way = way, answers: Answers = {}, host?: HostSeen) {
  const changes = host === undefined ? {} : { host };
  return choosePlace(situationFor({ dns, ...world }, answers, changes), of);
}

const blocks = (world: object, of: Way = way, answers: Answers = {}) =>
  place(world, of, answers).blockedBy.map(({ code }) => code);

describe("what answers there today", () => {
  const at = (endpoint: object, answers: Answers = {}) =>
    place({ endpoints: { [`${OWN}:8448`]: endpoint } }, way, answers).endsTls;

  test("stays as it is where it is the homeserver with a certificate that the audience takes", () => {
    expect(at(good)).toBe("as-is");
    expect(at(good, { certificate: "existing" })).toBe("as-is");
    expect(at({ certificate: { names: ["x.example"] } })).toBe("synapse");
    expect(at({ ...good, serverName: "other.example" })).toBe("synapse");
  });

  test("stays with any certificate for an audience that looks at none", () => {
    const wrong = { certificate: { names: ["x.example"], issuer: "self-signed" } };
    expect(at(wrong, { audience: ["0.34", "0.99"] })).toBe("as-is");
    expect(at(wrong, { audience: ["0.34", "1.0"] })).toBe("synapse");
    expect(at(wrong, { audience: ["0.34", "1.93"] })).toBe("synapse");
  });

  test("does not stay where another certificate is asked for", () => {
    expect(at(good, { certificate: "acme" })).toBe("synapse");
    expect(at(good, { certificate: "own" })).toBe("synapse");
  });

  test("does not stay where it is good at one address and not at another", () => {
    const two = { server: { ...SERVER, addresses: [OWN, "198.51.100.8"] } };
    const both = { ...dns, [NAME]: { A: [OWN, "198.51.100.8"] } };
    const endpoints = { [`${OWN}:8448`]: good };
    expect(place({ ...two, dns: both, endpoints }).endsTls).toBe("synapse");
    const second = { ...endpoints, "198.51.100.8:8448": good };
    expect(place({ ...two, dns: both, endpoints: second }).endsTls).toBe("as-is");
  });

  test("is another's where its port is taken", () => {
    const taken = { endpoints: { [`${OWN}:8448`]: { ...good, serverName: null } } };
    expect(blocks(taken)).toEqual(["port-taken"]);
    expect(blocks({ ...taken, server: { ...SERVER, proxy: "nginx" } })).toEqual([]);
  });
});

describe("where a name leads", () => {
  const away: Way = { ...way, moves: "nothing" };

  test("stands against a way that may not move it: elsewhere, nowhere, to no known machine", () => {
    expect(blocks({ dns: { [NAME]: { A: [WEB] } } }, away)).toEqual(["name-elsewhere"]);
    expect(blocks({ dns: {} }, away)).toEqual(["no-address"]);
    expect(blocks({ dns: {}, server: { name: "example.com" } }, away)).toEqual([
      "host-addresses-unknown",
    ]);
    expect(blocks({}, { ...away, connectHost: WEB, method: "ip-literal" })).toEqual([
      "address-elsewhere",
    ]);
  });

  test("is put right by records, unless those are nobody's to make", () => {
    const world = { dns: { "example.com": { A: [WEB] } } };
    expect(place(world)).toMatchObject({ endsTls: "synapse", blockedBy: [] });
    expect(place(world).records).toMatchObject([{ name: NAME, value: OWN, change: "add" }]);
    expect(blocks({ ...world, control: { dns: "nobody" } })).toEqual(["dns-nobody"]);
  });

  test("must be here with every address where nothing is published, with one otherwise", () => {
    const stray = { A: [OWN], AAAA: ["2001:db8::9"] };
    const both = { dns: { "example.com": stray, [NAME]: stray } };
    expect(place(both, direct).blockedBy).toEqual([
      {
        code: "name-partly-elsewhere",
        data: { name: "example.com", addresses: "2001:db8::9" },
      },
    ]);
    expect(blocks(both, { ...direct, strict: false })).toEqual([]);
    expect(blocks(both)).toEqual([]);
  });

  test("may be an address that serves the homeserver, though it is not known for the machine's", () => {
    const world = {
      dns: { "example.com": { A: [OWN, WEB] } },
      endpoints: {
        [`${OWN}:8448`]: { certificate: { names: ["example.com"] } },
        [`${WEB}:8448`]: { certificate: { names: ["example.com"] }, serverName: "example.com" },
      },
    };
    expect(place(world, direct)).toMatchObject({ endsTls: "as-is", blockedBy: [] });
  });
});

describe("a port whose packets vanish", () => {
  const silent = (...addresses: string[]) =>
    Object.fromEntries(addresses.map((each) => [`${each}:8448`, { silent: true }]));
  const two = {
    server: { ...SERVER, addresses: [OWN, "198.51.100.8"] },
    dns: {
      "example.com": { A: [OWN, "198.51.100.8"] },
      [NAME]: { A: [OWN, "198.51.100.8"] },
    },
  };

  test("stands in the way, and the plan says at which address", () => {
    expect(place({ endpoints: silent(OWN) }).blockedBy).toEqual([
      { code: "port-silent", data: { port: 8448, address: OWN } },
    ]);
  });

  test("at one address of several stands only in the way of nothing published", () => {
    const world = { ...two, endpoints: silent("198.51.100.8") };
    expect(blocks(world)).toEqual([]);
    expect(place(world, direct).blockedBy).toEqual([
      { code: "port-silent", data: { port: 8448, address: "198.51.100.8" } },
    ]);
    expect(place(world).openPorts).toEqual([]);
  });

  test("is let through where somebody can", () => {
    const open = { control: { ports: [8448] } };
    expect(place({ ...open, endpoints: silent(OWN) })).toMatchObject({
      openPorts: [8448],
      blockedBy: [],
    });
    const world = { ...two, ...open, endpoints: silent("198.51.100.8") };
    expect(place(world, direct)).toMatchObject({ openPorts: [8448], blockedBy: [] });
    expect(place({ ...two, ...open }, direct).openPorts).toEqual([]);
    expect(blocks({ control: { ports: [443] }, endpoints: silent(OWN) })).toEqual(["port-silent"]);
  });
});

describe("who ends TLS", () => {
  const nginx = debianNginx();
  const socket = (port: number) => ({ address: "0.0.0.0", port, process: "nginx" });
  const listening = (port: number, tls: boolean) => ({
    port,
    tls,
    type: "http",
    bindAddresses: [],
    xForwarded: false,
    resources: [],
  });
  const looked = (host: Partial<HostSeen>, of: Way = way, answers: Answers = {}) =>
    place({ dns: { ...dns, "example.com": { A: [OWN] } } }, of, answers, debianHost(host)).endsTls;
  const plain = freshSynapse({ listeners: [listening(8008, false)] });

  test("is Synapse where there is no web server", () => {
    expect(looked({})).toBe("synapse");
    expect(looked({ proxy: nginx }, way, { proxy: "none" })).toBe("synapse");
  });

  test("is the web server where the person says so, or it has the port", () => {
    expect(looked({ proxy: nginx }, way, { proxy: "nginx" })).toBe("proxy");
    expect(looked({ proxy: nginx, ports: [socket(8448)] })).toBe("proxy");
    expect(looked({ proxy: nginx, ports: [socket(8448)] }, way, { proxy: "auto" })).toBe("proxy");
  });

  test("is Synapse where it has the port with TLS", () => {
    expect(looked({ proxy: nginx })).toBe("synapse");
    expect(looked({ proxy: nginx, synapse: plain })).toBe("proxy");
    const other = freshSynapse({ listeners: [listening(8449, true), listening(8448, false)] });
    expect(looked({ proxy: nginx, synapse: other })).toBe("proxy");
  });

  test("is Synapse where nothing is published on a machine that was looked at, save in a container", () => {
    expect(looked({ proxy: nginx, synapse: plain }, direct)).toBe("synapse");
    const contained = { ...plain, install: "docker" } as const;
    expect(looked({ proxy: nginx, synapse: contained }, direct)).toBe("proxy");
  });

  test("is the web server that a world file names", () => {
    const here = { dns: { "example.com": { A: [OWN] } } };
    const server = { ...SERVER, proxy: "nginx" };
    expect(place({ ...here, server }, direct).endsTls).toBe("proxy");
    const tls = { ...server, listeners: [{ port: 8448, tls: true }] };
    expect(place({ ...here, server: tls }, direct).endsTls).toBe("synapse");
  });

  test("is the web server in Synapse's place only for its certificate, and on demand", () => {
    const world = {
      server: { ...SERVER, proxy: "nginx", listeners: [{ port: 8448, tls: true }] },
      endpoints: { [`${OWN}:443`]: { ...good, serverName: null } },
    };
    expect(place(world).endsTls).toBe("synapse");
    expect(place(world, way, { certificate: "existing" }).endsTls).toBe("proxy");
    const none = { ...world, endpoints: {} };
    expect(place(none, way, { certificate: "existing" }).endsTls).toBe("synapse");
  });
});

describe("a port below 1024", () => {
  const low = wayTo("well-known", NAME, 443);

  test("needs a web server, for Synapse may not listen there", () => {
    expect(place({}, low).blockedBy).toEqual([{ code: "port-needs-proxy", data: { port: 443 } }]);
    expect(blocks({}, { ...low, port: 1023 })).toEqual(["port-needs-proxy"]);
    expect(blocks({}, { ...low, port: 1024 })).toEqual([]);
    expect(blocks({ server: { ...SERVER, proxy: "nginx" } }, low)).toEqual([]);
  });

  test("is Synapse's where it listens or answers there already", () => {
    const listens = { ...SERVER, listeners: [{ port: 443, tls: true }] };
    expect(blocks({ server: listens }, low)).toEqual([]);
    const plainly = { ...SERVER, listeners: [{ port: 443, tls: false }] };
    expect(blocks({ server: plainly }, low)).toEqual(["port-needs-proxy"]);
    const answers = { [`${OWN}:443`]: { certificate: { names: ["x.example"] } } };
    expect(blocks({ endpoints: answers }, low)).toEqual([]);
  });
});
