import type { HostSeen } from "../../shared/facts/host-seen.ts";
import type { EndpointSeen } from "../../shared/facts/observation.ts";
import { readUrl } from "../../shared/facts/url.ts";
import type { Reason } from "../../shared/plan/plan.ts";
import { reason } from "../../shared/plan/reason.ts";
import type { PlainAnswer } from "./ports.ts";

/** Texts of strangers are cut to this length, in characters. */
const MOST_SHOWN = 120;

/** How much room there is. */
export function spaceSeen(freeBytes: number): Reason {
  const [divisor, unit] = freeBytes < 1e9 ? [1e6, "MB"] : [1e9, "GB"];
  const amount = freeBytes / divisor;
  return reason("seen-space", {
    freeBytes,
    size: `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`,
  });
}

/** How far a clock is off; it is compared to the second. */
export function clockSeen(ahead: number): Reason {
  const offset = Math.abs(Math.round(ahead));
  if (offset === 0) return reason("seen-clock-right", { ahead });
  return reason(ahead > 0 ? "seen-clock-fast" : "seen-clock-slow", { ahead, offset });
}

/** Which system it is, and whether its package manager is at work. */
export function packagesSeen({ os, packageLock }: HostSeen): Reason {
  const system = os === null ? "" : `${os.name.split(" ")[0] ?? os.id} ${os.version}`.trim();
  if (packageLock) return reason("seen-packages-busy", { system });
  return reason(system === "" ? "seen-packages-idle" : "seen-packages-idle-on", { system });
}

/** The last line of a configuration test that passed. */
export function testSeen(output: string): Reason {
  const last = output.trim().split("\n").at(-1)?.trim().slice(0, MOST_SHOWN) ?? "";
  return last === "" ? reason("seen-test-passed") : reason("seen-test-passed-line", { line: last });
}

/** Who listens at a port of the machine itself: nobody, or a program. Loopback alone does not count. */
export function listenerSeen({ ports }: Pick<HostSeen, "ports">, port: number): Reason {
  const outside = ports.filter(
    (each) => each.port === port && !/^(?:127\.|::1$|::ffff:127\.)/.test(each.address),
  );
  if (outside.length === 0) return reason("seen-port-free", { port });
  const program = outside.find(({ process }) => process !== null)?.process ?? null;
  return program === null
    ? reason("seen-port-taken", { port })
    : reason("seen-port-program", { port, program });
}

/** What came from a port, as it is reached from here. */
export function endpointSeen({ tcp, tls, http }: EndpointSeen): Reason {
  if (tcp === "refused") return reason("seen-reached-closed");
  if (tcp === "untold") return reason("seen-not-tried");
  if (tcp !== "open") return reason("seen-no-answer");
  const software = http?.software ?? null;
  if (software !== null)
    return reason("seen-software", { software: software.slice(0, MOST_SHOWN) });
  return reason(tls?.spoken === true ? "seen-open-tls" : "seen-open");
}

/** What answered on port 80. */
export function pathSeen(answer: PlainAnswer): Reason {
  if (answer.kind === "failed")
    return reason(answer.why === "refused" ? "seen-reached-closed" : "seen-no-answer");
  const server = (answer.headers["server"] ?? "").slice(0, MOST_SHOWN);
  const { status } = answer;
  return server === ""
    ? reason("seen-path-status", { status })
    : reason("seen-path-server", { server, status });
}

/** Which authority answered. */
export function authoritySeen(url: string): Reason {
  return reason("seen-authority", { host: readUrl(url)?.host ?? url.slice(0, MOST_SHOWN) });
}
