import { describe, expect, test } from "vitest";
import type { HostSeen, ServedName } from "../../../shared/facts/host-seen.ts";
import type { Sockets } from "../../../shared/render/proxy-site.ts";
import { socketsOf } from "../../../shared/plan/sockets.ts";
import { debianHost, debianNginx } from "./debian-host.ts";
import { OWN, situationFor } from "./situation-for.ts";

const PATH = "/etc/nginx/conf.d/homeport-matrix.example.com.conf";

function sockets(host: Partial<HostSeen> | null): Sockets {
  const dns = { "example.com": { A: [OWN] } };
  const seen = host === null ? null : debianHost({ proxy: debianNginx(), ...host });
  return socketsOf(situationFor({ dns }, {}, { host: seen }), PATH);
}

function serving(...serves: readonly ServedName[]): Pick<HostSeen, "proxy"> {
  return { proxy: { ...debianNginx(), serves } };
}

function at(address: string | null, name = "shop.example", port = 443): ServedName {
  return { name, address, port, tls: true };
}

describe("where a site of ours may listen", () => {
  test("is everywhere in both families on a machine that nobody has looked at", () => {
    expect(sockets(null)).toEqual({ ipv6: true, own: [], taken: [] });
  });

  test("leaves IPv6 out where the machine has none", () => {
    expect([sockets({ ipv6: false }).ipv6, sockets({ ipv6: true }).ipv6]).toEqual([false, true]);
  });

  test("is on addresses that others can reach: not on those of a link alone", () => {
    const addresses = [OWN, "2001:db8::7", "fe80::1", "FE90::1", "febf::1", "2001:db8:fe80::1"];
    expect(sockets({ addresses }).own).toEqual([OWN, "2001:db8::7", "2001:db8:fe80::1"]);
  });

  test("minds every site of others that listens everywhere or on an address", () => {
    const others = [at(null), at(OWN), at("2001:db8::7"), at("::")];
    expect(sockets(serving(...others)).taken).toEqual(others);
  });

  test.each([
    "localhost",
    "shop.example",
    "a.198.51.100.7",
    "198.51.100.7.example",
    "cafe.be",
    "a_b.example",
  ])("leaves %s, a name, to its own site", (name) => {
    expect(sockets(serving(at(name), at(OWN))).taken).toEqual([at(OWN)]);
  });

  test("does not mind the names of our own file, however they stand in it", () => {
    const files = {
      [PATH]:
        "server {\n\tserver_name matrix.example.com\n   example.com;\n}\n#server_name x.example;",
    };
    const ours = [at(null, "matrix.example.com"), at(null, "example.com", 80)];
    const theirs = [at(null, "x.example"), at(null, "")];
    expect(sockets({ ...serving(...ours, ...theirs), files }).taken).toEqual(theirs);
    expect(sockets(serving(...ours)).taken).toEqual(ours);
  });
});
