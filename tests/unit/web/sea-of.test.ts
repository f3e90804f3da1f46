import { describe, expect, test } from "vitest";
import { wayOfInbound } from "../../../renderer/route/way-of-inbound.ts";
import { wayWhileLooking } from "../../../renderer/route/way-while-looking.ts";
import { seaOf } from "../../../renderer/route/way.ts";
import type { InboundEra } from "../../../shared/resolve/route.ts";

const reached: InboundEra = {
  verdict: "reached",
  target: { host: "a.example", port: 8448, addresses: ["192.0.2.1"] },
  sni: "a.example",
  hostHeader: "a.example",
  certificateName: "a.example",
  decidedBy: "explicit-port",
  trace: [],
  cachedForSeconds: 60,
  why: null,
};
const beside = { proxied: null, software: null };

describe("what the picture says was looked up in public", () => {
  test.each(["192.0.2.1", "192.0.2.1:8448", "[2001:db8::1]:443"])("is nothing of %s", (name) => {
    expect(seaOf(wayOfInbound(name, "1.93", reached, beside))).toBe("sea-address");
    expect(seaOf(wayWhileLooking(name, []))).toBe("sea-address");
  });

  test("is DNS alone where the name itself names the port", () => {
    expect(seaOf(wayOfInbound("a.example:8448", "1.93", reached, beside))).toBe("sea-dns");
  });

  test("is DNS and the website where the website was asked", () => {
    const trace = [{ step: "well-known", asked: "a.example", answer: "404", took: false }] as const;
    const way = wayOfInbound("a.example", "1.93", { ...reached, trace: [...trace] }, beside);
    expect(seaOf(way)).toBe("sea");
  });
});
