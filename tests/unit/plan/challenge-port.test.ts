import { describe, expect, test } from "vitest";
import { planFor, refusalFor } from "./world-plan.ts";

const OWN = "198.51.100.7";

/** The name is here, and packets to port 80 vanish; its DNS is nobody's, so that only HTTP-01 is left. */
function world(ports: readonly number[], silent: readonly number[] = [80]) {
  return {
    format: 1,
    server: { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] },
    control: { dns: "nobody", web: "nobody", ports },
    dns: { "example.com": { A: [OWN] } },
    endpoints: Object.fromEntries(silent.map((port) => [`${OWN}:${port}`, { silent: true }])),
  };
}

describe("port 80, through which the authority looks", () => {
  test("is let through by a person before anything is ordered, where it can be", () => {
    const plan = planFor(world([80]));
    expect(plan.certificate?.challenge).toBe("http-01");
    expect(plan.steps[0]).toMatchObject({ id: "open-port-80", kind: "ask-person", ports: [80] });
    const key = plan.steps.find(({ id }) => id === "order-key");
    expect(key).toMatchObject({ phase: 2, needs: ["open-port-80"] });
  });

  test("is no way to a certificate where nobody can let it through", () => {
    expect(refusalFor(world([])).reasons.map(({ code }) => code)).toContain(
      "certificate-port-silent",
    );
  });

  test("is not asked for where it is open, or where the name servers prove the name", () => {
    const ids = (json: object) => planFor(json).steps.map(({ id }) => id);
    expect(ids(world([80], []))).not.toContain("open-port-80");
    const mine = world([80]);
    expect(ids({ ...mine, control: { ...mine.control, dns: "me" } })).toContain("open-port-80");
    const byDns = { ...world([], [80]), control: { dns: "me", web: "nobody" } };
    const plan = planFor(byDns);
    expect(plan.certificate?.challenge).toBe("dns-01");
    expect(plan.steps.map(({ id }) => id)).not.toContain("open-port-80");
  });

  test("is let through side by side with the port of the server itself", () => {
    const plan = planFor(world([80, 8448], [80, 8448]));
    expect(plan.steps.slice(0, 2).map(({ id, phase }) => [id, phase])).toEqual([
      ["open-port-8448", 1],
      ["open-port-80", 1],
    ]);
  });
});
