import { expect, test } from "vitest";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { remember } from "../../../shared/resolve/drive.ts";
import { inboundEras } from "../../../shared/resolve/eras.ts";
import { inboundOnce } from "../../../shared/resolve/inbound-once.ts";
import { nameOf, worldOf } from "./world-for-test.ts";

const NAME = nameOf("example.com");
const lookAt = (address: string) =>
  observeWorld(worldOf({ dns: { "example.com": { A: [address] } } }));
const addressOf = (inbound: ReturnType<typeof inboundOnce>) => inbound["1.93"].target?.addresses[0];

test("without changes it is how peers fare now", () => {
  const look = remember(lookAt("192.0.2.7"));
  expect(inboundOnce(NAME, look, 0)).toEqual(inboundEras(NAME, look, 0));
});

test("the same changes to the same look are followed once", () => {
  const look = remember(lookAt("192.0.2.7"));
  let followed = 0;
  const changed = () => {
    followed += 1;
    return lookAt("192.0.2.8");
  };
  const [first, second] = [1, 2].map(() => inboundOnce(NAME, look, 0, "moved", changed));
  expect([followed, first === second]).toEqual([1, true]);
});

test("other changes, another name, another time and another look are followed anew", () => {
  const look = remember(lookAt("192.0.2.7"));
  const moved = (address: string) => () => lookAt(address);
  const found = [
    inboundOnce(NAME, look, 0),
    inboundOnce(NAME, look, 0, "moved", moved("192.0.2.8")),
    inboundOnce(NAME, look, 0, "moved on", moved("192.0.2.9")),
    inboundOnce(nameOf("example.com:80"), look, 0, "moved", moved("192.0.2.10")),
    inboundOnce(NAME, look, 1, "moved", moved("192.0.2.11")),
    inboundOnce(NAME, remember(lookAt("192.0.2.7")), 0, "moved", moved("192.0.2.12")),
  ];
  expect(found.map(addressOf)).toEqual([7, 8, 9, 10, 11, 12].map((each) => `192.0.2.${each}`));
});

test("a look that does not remember may answer otherwise, and is asked each time", () => {
  let address = "192.0.2.7";
  const look: ReturnType<typeof lookAt> = (query) => lookAt(address)(query);
  const before = inboundOnce(NAME, look, 0);
  address = "192.0.2.8";
  expect([before, inboundOnce(NAME, look, 0)].map(addressOf)).toEqual(["192.0.2.7", "192.0.2.8"]);
});
