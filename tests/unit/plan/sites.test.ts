import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { HostSeen, ServedName } from "../../../shared/facts/host-seen.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx } from "./debian-host.ts";
import { inputOf } from "./world-plan.ts";

const OWN = "198.51.100.7";

/** A document leads to nginx on the host; the website is elsewhere. */
function planOn(host: Partial<HostSeen>, name = "two.example"): Plan {
  const world = {
    format: 1,
    server: { name, addresses: [OWN] },
    dns: {
      "one.example": { A: [OWN] },
      "two.example": { A: ["198.51.100.80"] },
      "matrix.two.example": { A: [OWN] },
    },
    https: { "two.example": { certificate: { names: ["two.example"], issuer: "public" } } },
  };
  const made = makePlan({ ...inputOf(world), host: debianHost({ proxy: debianNginx(), ...host }) });
  if (!made.ok) throw new Error(JSON.stringify(made.error.reasons));
  return made.value;
}

function after(plan: Plan, id: string): string {
  return plan.steps.find((each) => each.id === id)?.after ?? "";
}

function listens(plan: Plan, id: string): readonly string[] {
  return [...after(plan, id).matchAll(/listen ([^;]+);/g)].map(([, place = ""]) => place);
}

function serving(...more: readonly ServedName[]): HostSeen["proxy"] {
  return { ...debianNginx(), serves: [...debianNginx().serves, ...more] };
}

const shop = { name: "shop.example", address: null, port: 443, tls: true };

describe("a machine without IPv6", () => {
  test("has sites that listen on IPv4 alone", () => {
    const plan = planOn({ ipv6: false });
    expect(listens(plan, "challenge-site")).toEqual(["80"]);
    expect(listens(plan, "proxy-site")).toEqual(["80", "443 ssl"]);
  });

  test.each(["one.example", "two.example"])("has a Synapse that does, for %s", (name) => {
    const config: unknown = parse(after(planOn({ ipv6: false }, name), "synapse-config"));
    const binds = (config as { listeners: { bind_addresses: string[] }[] }).listeners.map(
      (each) => each.bind_addresses,
    );
    const plain = ["127.0.0.1"];
    expect(binds).toEqual(name === "one.example" ? [["0.0.0.0"], plain] : [plain]);
  });
});

describe("sites of others", () => {
  test("that listen on an address are no reason for nginx to pass ours over", () => {
    const plan = planOn({ proxy: serving({ ...shop, address: OWN }) });
    expect(listens(plan, "challenge-site")).toEqual(["80", "[::]:80"]);
    expect(listens(plan, "proxy-site")).toEqual([
      "80",
      "[::]:80",
      `${OWN}:443 ssl`,
      "[::]:443 ssl",
    ]);
  });

  test("may lose requests for unknown names where none is the default, which needs consent", () => {
    const consent = {
      code: "consent-default-site",
      data: { port: 443, name: "matrix.two.example" },
    };
    expect(planOn({ proxy: serving(shop) }).consents).toEqual([consent]);
    const proxy = { ...debianNginx(), serves: [shop], defaultServers: [80, 443] };
    expect(planOn({ proxy }).consents).toEqual([]);
    expect(planOn({ proxy: serving() }).consents).toEqual([]);
  });

  test("are told from ours once it is there, so that the same text is planned again", () => {
    const first = planOn({ proxy: serving({ ...shop, address: OWN }) });
    const ours = { name: "matrix.two.example", address: null, port: 80, tls: false };
    const again = planOn({
      proxy: serving({ ...shop, address: OWN }, ours, { ...ours, port: 443, tls: true }),
      files: { "/etc/nginx/conf.d/homeport-matrix.two.example.conf": after(first, "proxy-site") },
    });
    expect(after(again, "proxy-site")).toBe(after(first, "proxy-site"));
    expect(again.consents).toEqual([]);
  });
});
