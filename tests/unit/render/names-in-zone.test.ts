import { describe, expect, test } from "vitest";
import { nameInZone, zonesHolding } from "../../../shared/render/names-in-zone.ts";

describe("the zones that may hold records", () => {
  test.each([
    ["at the apex", ["one.example"], ["one.example"]],
    ["below it", ["chat.one.example"], ["chat.one.example", "one.example"]],
    [
      "of a service below it",
      ["_matrix-fed._tcp.chat.one.example"],
      ["chat.one.example", "one.example"],
    ],
    ["side by side", ["chat.one.example", "matrix.one.example"], ["one.example"]],
    ["one over the other", ["one.example", "matrix.one.example"], ["one.example"]],
    ["of two domains", ["one.example", "vps.other.test"], []],
    ["that only end alike", ["one.example", "someone.example"], []],
    ["without a dot", ["localhost"], []],
    ["of nothing", [], []],
  ])("%s", (_where, names, zones) => {
    expect(zonesHolding(names)).toEqual(zones);
  });
});

describe("a name as a provider takes it", () => {
  test.each([
    ["one.example", null, "one.example."],
    ["chat.one.example", null, "chat.one.example."],
    ["one.example", "one.example", "@"],
    ["chat.one.example", "one.example", "chat"],
    ["_matrix-fed._tcp.chat.one.example", "one.example", "_matrix-fed._tcp.chat"],
    ["chat.one.example", "chat.one.example", "@"],
    ["one.example", "chat.one.example", "one.example."],
    ["someone.example", "one.example", "someone.example."],
  ])("%s in the zone %s is %s", (name, zone, said) => {
    expect(nameInZone(name, zone)).toBe(said);
  });
});
