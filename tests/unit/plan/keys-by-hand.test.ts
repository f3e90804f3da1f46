import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { WriteFileStep } from "../../../shared/plan/plan.ts";
import { OWN, SERVER, WEB, WEBSITE } from "./situation-for.ts";
import { inputOf } from "./world-plan.ts";

/** The website is elsewhere; at 443 of our own machine a web server answers for another site. */
function behind(server: object, bindAddresses?: readonly string[]): WriteFileStep {
  const input = inputOf({
    format: 1,
    server: { ...SERVER, listeners: [{ port: 8008, tls: false }], proxy: "nginx", ...server },
    dns: { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } },
    https: { "example.com": WEBSITE },
    endpoints: {
      [`${OWN}:443`]: { certificate: { names: ["blog.example.org"] }, serverName: null },
      [`${OWN}:80`]: {},
    },
  });
  const made = makePlan({
    ...input,
    host: bindAddresses ? bound(input.host, bindAddresses) : input.host,
  });
  const step = made.ok ? made.value.steps.find(({ id }) => id === "synapse-config") : undefined;
  if (step?.kind !== "write-file") throw new Error("no configuration was planned");
  return step;
}

function bound(host: HostSeen | null, bindAddresses: readonly string[]): HostSeen | null {
  if (host === null || host.synapse === null) return host;
  const listeners = host.synapse.listeners.map((each) => ({ ...each, bindAddresses }));
  return { ...host, synapse: { ...host.synapse, listeners } };
}

const keys = z.looseObject({
  listeners: z.array(z.looseObject({ bind_addresses: z.array(z.string()).optional() })),
});

function binds(step: WriteFileStep): readonly string[] | undefined {
  return keys.parse(parse(step.file.content, { version: "1.1" })).listeners[0]?.bind_addresses;
}

describe("a plain listener behind a web server", () => {
  test("is bound to this machine where it said nothing of addresses", () => {
    const step = behind({});
    expect(binds(step)).toEqual(["::1", "127.0.0.1"]);
    expect(step.reason.code).toBe("synapse-behind-proxy");
  });

  test("keeps addresses that it names, and the step says who reaches them", () => {
    const step = behind({}, ["10.0.0.4"]);
    expect(binds(step)).toEqual(["10.0.0.4"]);
    expect(step.reason.code).toBe("synapse-behind-proxy-open");
    expect(step.reason.data).toMatchObject({ port: 8008, addresses: "10.0.0.4" });
  });

  test("answers beyond the loopback address of its container, and the step says so", () => {
    const step = behind({ install: "docker", version: "1.160.0" });
    expect(binds(step)).toEqual(["::", "0.0.0.0"]);
    expect(step.reason.code).toBe("synapse-behind-proxy-by-hand-open");
  });
});

describe("keys for a file that is there", () => {
  test("name the keys whose place they take and claim to win over nothing", () => {
    const { file, reason } = behind({ install: "pip", version: "0.99.0" });
    const replaced = "tls_certificate_path, tls_private_key_path, public_baseurl, listeners";
    expect(file.content).toContain(`# ${replaced}.`);
    expect(file.content).not.toContain("win over");
    expect(file.content).not.toContain("Managed by Homeport");
    expect(reason.code).toBe("synapse-behind-proxy-by-hand");
    expect(reason.data).toMatchObject({ path: "homeserver.yaml", keys: replaced });
  });

  test("say of a container which folder it has to be given", () => {
    const { file, reason } = behind({ install: "docker", version: "0.34.1.1" });
    const folder = "/etc/homeport/tls/matrix.example.com";
    expect(file.content).toContain(`# ${folder}\n`);
    expect(file.content).toContain(`tls_certificate_path: "${folder}/fullchain.pem"`);
    expect(reason.code).toBe("synapse-behind-proxy-in-container");
    expect(reason.data).toMatchObject({ folder });
  });
});
