import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LINK_IDS } from "../../shared/api/contract.ts";
import { ok, refuse } from "../../shared/domain/result.ts";
import { createStateDocument } from "../adapters/state-drafts.ts";
import { problemOfState } from "../adapters/state-problem.ts";
import { readName } from "../adapters/typed-name.ts";
import type { WizardPorts } from "../engine/wizard-ports.ts";
import { problem } from "../../shared/problems/problem.ts";
import { openPracticeWorld } from "./practice-world.ts";
import { openRealWorld, type RealWorldOptions } from "./real-world.ts";
import packageJson from "../../package.json" with { type: "json" };

/** What each driver adds: how approval is asked, how events go out, who opens links. */
export type DriverParts = Pick<WizardPorts, "approve" | "emit" | "practiceOnly" | "vault"> & {
  /** Keeps what was thrown where only the user can read it. */
  readonly tellBug: (thrown: unknown) => Promise<void>;
  readonly mode: WizardPorts["about"]["mode"];
  readonly electron: string | null;
  readonly secrets: WizardPorts["about"]["secrets"];
  readonly openUrl: (url: string) => Promise<boolean>;
};

/** Addresses that the page may ask for by their ids; nothing else is ever opened for it. */
export const LINKS: { readonly [id in (typeof LINK_IDS)[number]]: string } = {
  "lets-encrypt-terms": "https://letsencrypt.org/repository/",
  "matrix-specification": "https://spec.matrix.org/latest/server-server-api/",
  "synapse-manual": "https://element-hq.github.io/synapse/latest/federate.html",
};

/** Puts the wizard's ports together over the real adapters and the practice world. */
export function createWizardPorts(real: RealWorldOptions, driver: DriverParts): WizardPorts {
  const { stateFolder, stop } = real;
  const { approve, emit, tellBug, practiceOnly, vault, mode, electron, secrets, openUrl } = driver;
  const agent = process.env["SSH_AUTH_SOCK"];
  return {
    about: {
      version: packageJson.version,
      mode,
      electron,
      node: process.versions.node,
      platform: process.platform,
      secrets,
      agent: agent !== undefined && existsSync(agent),
    },
    practiceOnly,
    vault,
    drafts: createStateDocument(stateFolder, "wizard"),
    now: () => Date.now(),
    newId: () => randomBytes(16).toString("base64url"),
    openWorld: async (which, fresh) => {
      if (which === "practice")
        return ok(
          await openPracticeWorld({ folder: join(stateFolder, "wizard-practice"), fresh, stop }),
        );
      return practiceOnly ? refuse(problem("practice-only")) : ok(openRealWorld(real));
    },
    readName,
    approve,
    emit,
    openLink: (link) => openUrl(linkOf(link)),
    problemOf: async (thrown) => {
      const known = problemOfState(thrown);
      if (known !== null) return known;
      await tellBug(thrown).catch(() => undefined);
      return problem("bug");
    },
  };
}

function linkOf(id: string): string {
  const found = Object.entries(LINKS).find(([each]) => each === id);
  if (found === undefined) throw new Error("no link of that id");
  return found[1];
}
