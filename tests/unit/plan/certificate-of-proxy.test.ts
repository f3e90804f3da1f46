import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { inputOf, stepIds, verdicts } from "./world-plan.ts";

const OWN = "198.51.100.7";
const REACHED = { "0.99": "reached", "1.0": "reached", "1.93": "reached" };
const site = { name: "matrix.example.com", address: null, port: 443, tls: true };
const nginx = { ...debianNginx(), serves: [...debianNginx().serves, site] };
const socket = { address: "0.0.0.0", port: 443, process: "nginx" };
const ports = [socket];

/** A machine that was looked at, whose nginx has a site with a certificate; the website is elsewhere. */
function planOn(answers: Answers = {}, host: Partial<HostSeen> = {}, names = [site.name]): Plan {
  const world = {
    format: 1,
    server: { name: "example.com", addresses: [OWN] },
    dns: { "example.com": { A: ["198.51.100.80"] }, [site.name]: { A: [OWN] } },
    https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
    endpoints: { [`${OWN}:443`]: { certificate: { names }, serverName: null } },
  };
  const made = makePlan({
    ...inputOf(world, answers),
    host: debianHost({ proxy: nginx, ports, ...host }),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error.reasons));
  return made.value;
}

describe("a web server that was seen over a login, with a good certificate for the name", () => {
  test("keeps it at its own port without being asked, and none is ordered", () => {
    const plan = planOn();
    expect(plan.delegation).toMatchObject({ delegatedName: site.name, port: 443 });
    expect(plan.certificate).toMatchObject({ issuer: "existing", names: [site.name] });
    expect(stepIds(plan)).not.toContain("order-key");
    const lines = plan.steps.find(({ id }) => id === "proxy-site");
    expect(lines).toMatchObject({ who: "you", reason: { code: "snippet-at-their-certificate" } });
    expect(lines?.after).not.toContain("ssl_certificate");
    expect(verdicts(plan.eras.end)).toMatchObject(REACHED);
  });

  test("gets another where one is asked for", () => {
    expect(planOn({ certificate: "acme" }).certificate?.issuer).toBe("acme");
  });

  test("gets another where its own is not good for the name", () => {
    const plan = planOn({}, {}, ["shop.example"]);
    expect(plan.certificate?.issuer).toBe("acme");
    expect(plan.reasons.map(({ code }) => code)).not.toContain("certificate-of-proxy-left");
  });

  test("gets another where Synapse is too old to start without a file of its own", () => {
    const old = (listeners: { port: number; tls: boolean }[]) =>
      freshSynapse({
        version: "0.99.0",
        listeners: listeners.map((each) => ({
          ...each,
          type: "http",
          bindAddresses: ["127.0.0.1"],
          xForwarded: false,
          resources: ["client", "federation"],
        })),
      });
    const plain = { port: 8008, tls: false };
    expect(planOn({}, { synapse: old([plain]) }).certificate?.issuer).toBe("acme");
    const spoken = old([plain, { port: 8448, tls: true }]);
    expect(planOn({}, { synapse: spoken }).certificate?.issuer).toBe("existing");
  });

  test("is told why another is ordered for another port, where a person would have to act", () => {
    const plan = planOn({ port: 8448 });
    expect(plan.certificate?.issuer).toBe("acme");
    expect(plan.reasons).toContainEqual({
      code: "certificate-of-proxy-left",
      data: { name: site.name },
    });
    const asked = planOn({ port: 8448, certificate: "existing" });
    expect(asked.certificate?.issuer).toBe("existing");
    expect(asked.reasons.map(({ code }) => code)).not.toContain("certificate-of-proxy-left");
  });

  test("does not count while another program than the web server has port 443", () => {
    const others = { proxy: debianNginx(), ports: [{ ...socket, process: "stunnel" }] };
    expect(planOn({}, others).certificate?.issuer).toBe("acme");
  });
});
