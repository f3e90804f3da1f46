import { describe, expect, test } from "vitest";
import type { SynapseSeen } from "../../../shared/facts/host-seen.ts";
import type { Draft } from "../../../shared/plan/step-parts.ts";
import { serverNameSteps } from "../../../shared/plan/server-name-step.ts";
import { debianHost, freshSynapse } from "./debian-host.ts";
import { situationFor } from "./situation-for.ts";

const PATH = "/etc/matrix-synapse/conf.d/server_name.yaml";

function steps(
  synapse: Partial<SynapseSeen> | null,
  files: { readonly [path: string]: string } = {},
): readonly Draft[] {
  const seen = synapse === null ? null : freshSynapse(synapse);
  return serverNameSteps(situationFor({}, {}, { host: debianHost({ synapse: seen, files }) }));
}

describe("the name of a fresh Synapse", () => {
  test("is written into the folder that it reads, and a package's answer with it", () => {
    for (const [install, debconf] of [
      ["debian", true],
      ["matrix.org", true],
      ["pip", false],
      ["docker", false],
    ] as const)
      expect(steps({ install })).toMatchObject([
        {
          id: "server-name",
          who: debconf ? "homeport" : "you",
          before: null,
          file: { what: "synapse-server-name", path: PATH, serverName: "example.com", debconf },
        },
      ]);
  });

  test("is written where the folder is, or the package's where none is known", () => {
    const path = (confDir: string | null) => {
      const [step] = steps({ confDir });
      return step?.kind === "write-file" ? step.file.path : null;
    };
    expect(path("/srv/conf.d")).toBe("/srv/conf.d/server_name.yaml");
    expect(path(null)).toBe(PATH);
  });

  test("takes the place of another one, which undoing brings back", () => {
    const files = { [PATH]: "server_name: localhost\n" };
    const [step] = steps({ serverName: "localhost" }, files);
    expect(step).toMatchObject({ before: files[PATH], undo: { code: "undo-server-name" } });
    expect(step?.after).toContain("server_name: ");
    expect(step?.after).toContain("example.com");
  });

  test("needs no step where it is right, or no Synapse was seen, or none that has settings of ours", () => {
    expect(steps({ serverName: "example.com" })).toEqual([]);
    expect(steps(null)).toEqual([]);
    expect(steps({ install: "none" })).toEqual([]);
    expect(serverNameSteps(situationFor({}, {}, { host: null }))).toEqual([]);
  });
});
