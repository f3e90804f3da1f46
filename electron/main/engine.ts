import { shell, type BrowserWindow } from "electron";
import envPaths from "env-paths";
import { LETS_ENCRYPT } from "../engine/lets-encrypt.ts";
import { openWizard, type Wizard } from "../engine/wizard.ts";
import type { WizardEvent } from "../../shared/api/events.ts";
import type { Voice } from "../web/say.ts";
import { createWizardPorts } from "../web/wizard-outside.ts";
import { askApproval } from "./approve-dialog.ts";
import { logBug } from "./bug-log.ts";
import { StartRefused } from "./cannot-start.ts";
import { createStateDocument } from "../adapters/state-drafts.ts";
import { claimWizard } from "../adapters/wizard-claim.ts";
import { createVault, describeSecrets } from "./safe-storage.ts";

/** What the engine of the desktop needs of the windows around it. */
export interface EngineParts {
  readonly stop: AbortSignal;
  readonly stateFolder: string;
  readonly voice: Voice;
  readonly window: () => BrowserWindow | null;
  readonly emit: (event: WizardEvent) => void;
}

/** Where drafts, runs and sign-ins are kept: `HOMEPORT_STATE`, or the system's folder for such data. */
export function stateFolderHere(): string {
  const given = process.env["HOMEPORT_STATE"] ?? "";
  return given === "" ? envPaths("homeport", { suffix: "" }).data : given;
}

/**
 * Opens the wizard over the real world, alone in its state folder until it is closed (`state-claimed` where
 * another one, such as `homeport serve`, has it). Throws `StateUnusable` and `StartRefused`.
 */
export async function openEngine(parts: EngineParts): Promise<Wizard> {
  const claim = await claimWizard(parts.stateFolder);
  if (!claim.ok) throw new StartRefused(claim.error);
  const wizard = await openClaimed(parts);
  const close = async (): Promise<void> => {
    await wizard.close();
    await claim.value.release();
  };
  return { ...wizard, close };
}

async function openClaimed(parts: EngineParts): Promise<Wizard> {
  const { stop, stateFolder, voice, window, emit } = parts;
  const real = {
    stateFolder,
    caPems: [],
    dnsServers: [],
    connectTo: [],
    stop,
    acme: {
      directory: LETS_ENCRYPT.live,
      staging: LETS_ENCRYPT.staging,
      profile: null,
      keyType: "ec256",
      email: null,
    },
    remember: {},
  } as const;
  const secrets = await describeSecrets(process.platform);
  const signIns = createStateDocument(stateFolder, "sign-ins");
  const opened = await openWizard(
    createWizardPorts(real, {
      approve: (request, asking) => askApproval(window(), request, asking, voice),
      emit,
      tellBug: (thrown) => logBug(stateFolder, thrown, Date.now()),
      // A window whose page is ours alone has the rights of whoever started it, but not root's.
      practiceOnly: process.getuid?.() === 0,
      mode: "desktop",
      electron: process.versions["electron"] ?? null,
      secrets,
      vault: secrets.kept === "keychain" ? createVault(signIns) : null,
      openUrl: async (url) => {
        await shell.openExternal(url);
        return true;
      },
    }),
  );
  if (!opened.ok) throw new StartRefused(opened.error);
  return opened.value;
}
