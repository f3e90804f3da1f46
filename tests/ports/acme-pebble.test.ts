import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adapterFor, describeAcme, problemIn, type CaUnderTest } from "./acme-suite.ts";
import { hasPebble, startPebble } from "./pebble.ts";

const missing = !hasPebble();
if (missing) {
  console.log("Skipped: ACME over a real Pebble (Debian's package pebble is not installed)");
}

describeAcme("a real Pebble", () => startPebble(0), missing);
describeAcme("a real Pebble that rejects half of all good nonces", () => startPebble(50), missing);

describe.skipIf(missing)("ACME over a Pebble that rejects every nonce", () => {
  let ca: CaUnderTest;
  let state: string;
  beforeAll(async () => {
    ca = await startPebble(100);
    state = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
  });
  afterAll(async () => {
    await ca?.stop();
    rmSync(state, { recursive: true });
  });

  it("gives up after a few tries and says so", async () => {
    const refused = problemIn(await adapterFor(ca, state).account(ca.directory, null));
    expect(refused).toMatchObject({ code: "ca-bad-nonce", seenFrom: "ca" });
  });
});
