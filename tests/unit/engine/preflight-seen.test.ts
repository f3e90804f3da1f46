import { describe, expect, test } from "vitest";
import {
  clockSeen,
  endpointSeen,
  listenerSeen,
  packagesSeen,
  pathSeen,
  spaceSeen,
  testSeen,
} from "../../../electron/engine/preflight-seen.ts";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import type { Reason } from "../../../shared/plan/plan.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

const speak = createSpeak("en");
const said = (seen: Reason): string => speak.reason(seen);

describe("what preflight has seen", () => {
  test.each([
    [12_400_000_000, "12 GB free"],
    [2_350_000_000, "2.4 GB free"],
    [8_000_000, "8.0 MB free"],
  ])("room of %i bytes", (bytes, words) => {
    expect(said(spaceSeen(bytes))).toBe(words);
  });

  test("is how far a clock is off, and which way", () => {
    expect([0.3, 4, -7].map((ahead) => said(clockSeen(ahead)))).toEqual([
      "right to the second",
      "4 s ahead",
      "7 s behind",
    ]);
  });

  test("is the system and whether its package manager is at work", () => {
    const os = { id: "debian", version: "12", name: "Debian GNU/Linux 12 (bookworm)" };
    const host = { os, packageLock: false } as HostSeen;
    expect(said(packagesSeen(host))).toBe("Debian 12, idle");
    expect(said(packagesSeen({ ...host, packageLock: true }))).toBe("at work");
    expect(said(packagesSeen({ ...host, os: null }))).toBe("idle");
  });

  test("is the last line of a configuration test, cut where it is endless", () => {
    expect(said(testSeen("nginx: syntax is ok\nnginx: test is successful\n"))).toBe(
      "nginx: test is successful",
    );
    expect(said(testSeen(""))).toBe("passes");
    expect(said(testSeen("x".repeat(5000))).length).toBeLessThan(140);
  });

  test("is who listens at a port for others; loopback is nobody", () => {
    const at = (address: string, process: string | null) => ({ address, process, port: 80 });
    const found = (...ports: HostSeen["ports"]): string => said(listenerSeen({ ports }, 80));
    expect(found()).toBe("free, nothing listens yet");
    expect(found(at("127.0.0.1", "redis"), at("::1", null))).toBe("free, nothing listens yet");
    expect(found(at("0.0.0.0", null))).toBe("a program listens");
    expect(found(at("::", null), at("0.0.0.0", "nginx"))).toBe("nginx listens");
  });

  test("is what a port does, as it is reached from here", () => {
    const closed = { kind: "endpoint", tls: null, http: null } as const;
    expect(said(endpointSeen({ ...closed, tcp: "refused" }))).toBe(
      "can be reached, nothing listens yet",
    );
    expect(said(endpointSeen({ ...closed, tcp: "untold" }))).toBe("could not be tried from here");
    expect(said(endpointSeen({ ...closed, tcp: "timeout" }))).toBe("no answer");
    expect(said(endpointSeen({ ...closed, tcp: "open" }))).toBe("open");
  });

  test("is which web server answered on port 80, if it says so", () => {
    const answered = { kind: "answered", status: 404, body: "" } as const;
    expect(said(pathSeen({ ...answered, headers: { server: "nginx/1.22.1" } }))).toBe(
      "nginx/1.22.1 answers, status 404",
    );
    expect(said(pathSeen({ ...answered, headers: {} }))).toBe("answers, status 404");
    expect(said(pathSeen({ kind: "failed", why: "refused" }))).toBe(
      "can be reached, nothing listens yet",
    );
  });
});
