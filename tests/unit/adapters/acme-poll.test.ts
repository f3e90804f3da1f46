import { describe, expect, it } from "vitest";
import { lookUntil } from "../../../electron/adapters/acme-poll.ts";
import { CaUnreachable, type AcmeResponse } from "../../../electron/adapters/acme-transport.ts";

type Answer = AcmeResponse | CaUnreachable;

const answer = (data: string, retryAfter?: string): AcmeResponse => ({
  status: 200,
  headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
  data,
});
const lost = () => new CaUnreachable("ca.example", "ECONNRESET");

/** Looks at prepared answers; notes how long each pause was, and passes it without waiting. */
async function look(answers: readonly Answer[]) {
  const left = [...answers];
  const pauses: number[] = [];
  let skipped = 0;
  const realNow = performance.now.bind(performance);
  performance.now = () => realNow() + skipped;
  try {
    const seen = await lookUntil(
      () => {
        const next = left.length > 1 ? left.shift() : left[0];
        return next instanceof CaUnreachable
          ? Promise.reject(next)
          : Promise.resolve(next ?? answer(""));
      },
      (response) => String(response.data),
      (value) => value === "valid",
      (milliseconds) => {
        pauses.push(milliseconds);
        skipped += milliseconds;
        return Promise.resolve();
      },
    );
    return { seen, pauses };
  } finally {
    performance.now = realNow;
  }
}

describe("looking at a CA until it is done", () => {
  it("looks thrice within a second before it minds Retry-After", async () => {
    const slow = answer("pending", "5");
    const { seen, pauses } = await look([slow, slow, slow, slow, answer("valid")]);
    expect(seen).toEqual({ end: "done", value: "valid" });
    expect(pauses.slice(0, 3).reduce((sum, each) => sum + each, 0)).toBeLessThan(1000);
    expect(pauses[3]).toBe(5000);
  });

  it("never sleeps longer than ten seconds, whatever the CA asks for", async () => {
    const { pauses } = await look([
      ...Array<Answer>(6).fill(answer("pending", "3600")),
      answer("valid"),
    ]);
    expect(Math.max(...pauses)).toBe(10_000);
  });

  it("ends after ninety seconds", async () => {
    const { seen, pauses } = await look([answer("pending", "10")]);
    expect(seen).toEqual({ end: "late" });
    expect(pauses.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(90_000);
  });

  it("bears two misses in a row, and throws the third", async () => {
    const { seen } = await look([lost(), lost(), answer("pending"), lost(), answer("valid")]);
    expect(seen.end).toBe("done");
    await expect(look([answer("pending"), lost()])).rejects.toBeInstanceOf(CaUnreachable);
  });
});
