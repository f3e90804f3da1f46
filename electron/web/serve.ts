import type { ApplyState } from "../../shared/api/wizard-views.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { ok, refuse } from "../../shared/domain/result.ts";
import { problem } from "../../shared/problems/problem.ts";
import { openWizard } from "../engine/wizard.ts";
import type { WizardPorts } from "../engine/wizard-ports.ts";
import { openApprovals } from "./approvals.ts";
import { loadAssets } from "./assets.ts";
import { createCodes } from "./codes.ts";
import { createEventHub } from "./event-stream.ts";
import { listenOnLoopback } from "./loopback-server.ts";
import { openBrowser } from "./open-browser.ts";
import type { RealWorldOptions } from "./real-world.ts";
import { createVoice } from "./say.ts";
import { createWebApp } from "./server.ts";
import { createWizardPorts } from "./wizard-outside.ts";

/** How the wizard is served. */
export interface ServeOptions {
  readonly real: RealWorldOptions;
  /** Where the built page lies. */
  readonly page: string;
  /** 0: one that is free. */
  readonly port: number;
  readonly opens: boolean;
  readonly practiceOnly: boolean;
  /** Begin in the practice world. */
  readonly practice: boolean;
  readonly language: string;
  /** What a person types to start this again. */
  readonly command: string;
  /** Writes one object as a line of JSON to standard output. */
  readonly tell: (line: object) => void;
  readonly tellBug: (thrown: unknown) => Promise<void>;
  /** Told of the run that a stop would have to end; null: of none any more. */
  readonly noteRun: (run: string | null) => void;
}

/** A wizard that is served. */
export interface Served {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Serves the wizard on loopback and tells its address, `{"url": …}`, first. The page is opened here
 * (unless `opens` is false), and so are the approvals; an address that nothing could open is told.
 */
export async function serveWizard(options: ServeOptions): Promise<Result<Served, Problem>> {
  const codes = createCodes(() => Date.now());
  const events = createEventHub();
  const voice = createVoice(options.language);
  const approvals = await openApprovals({
    voice,
    showAddress: (url) => show(options, "approval", url),
    tellBug: options.tellBug,
  });
  const wizard = await openWizard(wizardPorts(options, approvals, events));
  if (!wizard.ok) {
    await approvals.close();
    return wizard;
  }
  const open = (key: "url" | "again"): Promise<"browser" | "terminal"> =>
    show(options, key, `http://127.0.0.1:${listening.port}/#code=${codes.issue()}`);
  const app = createWebApp({
    assets: await loadAssets(options.page),
    dispatch: wizard.value.dispatch,
    codes,
    events,
    voice,
    openAgain: async () => (await open("again")) === "browser",
    command: options.command,
    tellBug: options.tellBug,
  });
  const close = async (): Promise<void> => {
    await wizard.value.close();
    events.close();
    await approvals.close();
  };
  const listening = (await listenOnLoopback(app, options.port).catch(() => null)) ?? {
    port: 0,
    close: () => Promise.resolve(),
  };
  if (listening.port === 0) {
    await close();
    return refuse(problem("port-taken", { port: options.port, process: "" }));
  }
  if (options.practice) await wizard.value.dispatch("practice.enter", { journey: null });
  await open("url");
  return ok({
    port: listening.port,
    close: async () => {
      await close();
      await listening.close();
    },
  });
}

/** What the wizard's engine is given here: approvals on pages of their own, secrets in memory alone. */
function wizardPorts(
  options: ServeOptions,
  approvals: Pick<Awaited<ReturnType<typeof openApprovals>>, "approve">,
  events: Pick<ReturnType<typeof createEventHub>, "tell">,
): WizardPorts {
  return createWizardPorts(options.real, {
    approve: (request, asking) => approvals.approve(request, asking),
    emit: (event) => {
      if (event.event === "apply") options.noteRun(begunIn(event.state));
      events.tell(event);
    },
    tellBug: options.tellBug,
    practiceOnly: options.practiceOnly,
    vault: null,
    mode: "web",
    electron: null,
    secrets: { kept: "memory", backend: null },
    openUrl: (url) => (options.opens ? openBrowser(url) : Promise.resolve(false)),
  });
}

/** The run that has begun and not ended; null where one only looks, or asks. */
export function begunIn({
  stage,
  run,
  step,
  steps,
}: Pick<ApplyState, "stage" | "run" | "step" | "steps">): string | null {
  const isUnderWay = stage === "running" || stage === "stopping";
  const hasBegun = step !== null || steps.some(({ state }) => state !== "pending");
  return isUnderWay && hasBegun ? run : null;
}

/** The first address is always told; others only where no browser takes them. */
async function show(
  { opens, tell }: ServeOptions,
  key: "url" | "again" | "approval",
  url: string,
): Promise<"browser" | "terminal"> {
  if (key === "url") tell({ url });
  const isOpened = opens && (await openBrowser(url));
  if (isOpened) return "browser";
  if (key === "approval") tell({ approval: url });
  if (key === "again") tell({ url });
  return "terminal";
}
