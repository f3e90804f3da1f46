import { describe, expect, test } from "vitest";
import { OWN, SERVER, WEB, WEBSITE } from "./situation-for.ts";
import { planFor, stepIds } from "./world-plan.ts";

describe("A and AAAA of the server name that differ", () => {
  const world = {
    format: 1,
    server: SERVER,
    dns: { "example.com": { A: [OWN], AAAA: ["2001:db8::99"] } },
  };

  test("are led around, and the plan names the address whose correction makes that needless", () => {
    const plan = planFor(world);
    expect(plan.recommended).toBe("srv");
    expect(plan.reasons).toContainEqual({
      code: "name-partly-elsewhere",
      data: { name: "example.com", addresses: "2001:db8::99" },
    });
    expect(plan.publish.records.some(({ name }) => name === "example.com")).toBe(false);
  });

  test("may stay with nothing published, at a cost for those who try the other address first", () => {
    const none = planFor(world).alternatives.find(({ method }) => method === "none");
    expect(none?.blockedBy).toEqual([]);
    expect(none?.cost).toContainEqual({
      code: "cost-partly-elsewhere",
      data: { name: "example.com" },
    });
    const stray = planFor(world, { delegate: "srv" });
    expect(stray.recommended).toBe("srv");
  });

  test("cost nothing more where both lead here", () => {
    const here = { ...world, dns: { "example.com": { A: [OWN] } } };
    const plan = planFor(here, { delegate: "srv" });
    const none = plan.alternatives.find(({ method }) => method === "none");
    expect(none?.cost.map(({ code }) => code)).not.toContain("cost-partly-elsewhere");
    expect(none?.cost.map(({ code }) => code)).toContain("cost-port-8448");
  });
});

describe("the ids of steps", () => {
  const withRecords = (SRV: readonly object[]) => ({
    format: 1,
    server: SERVER,
    dns: {
      "example.com": { A: [WEB] },
      "matrix.example.com": { A: [OWN] },
      "_matrix._tcp.example.com": { SRV },
    },
    https: { "example.com": WEBSITE },
  });

  test("name a record that goes by its place", () => {
    const plan = planFor(withRecords([{ port: 8000, target: "old.example.com" }]));
    expect(stepIds(plan)).toContain("remove-srv-legacy-8000-old.example.com");
  });

  test("say of one without a service that it is that", () => {
    const plan = planFor(withRecords([{ port: 0, target: "." }]), { keepSrv: "no" });
    expect(stepIds(plan)).toContain("remove-srv-legacy-no-service");
    for (const id of stepIds(plan)) expect(id).toMatch(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/);
  });
});

describe("a machine on which no Synapse was seen", () => {
  const restart = (server: object) =>
    planFor({
      format: 1,
      server: { name: "example.com", addresses: [OWN], ...server },
      dns: { "example.com": { A: [OWN] } },
    }).steps.find(({ id }) => id === "restart-synapse")?.reason.code;

  test("is told that it is restarted once it is there", () => {
    expect(restart({})).toBe("restart-unseen");
  });

  test("is another than one on which it runs", () => {
    expect(restart({ version: "1.160.0", install: "debian" })).toBe("restart-needed");
  });
});
