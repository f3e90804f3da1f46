import type { ApplyState } from "../../shared/api/wizard-views.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { ok, refuse } from "../../shared/domain/result.ts";
import { problem } from "../../shared/problems/problem.ts";
import { createStateDocument } from "../adapters/state-drafts.ts";
import type { Dispatch } from "../engine/dispatch.ts";
import type { Wizard } from "../engine/wizard.ts";
import { openApprovals, type Approvals } from "./approvals.ts";
import { loadAssets } from "./assets.ts";
import { createCodes } from "./codes.ts";
import { createEventHub, type EventHub } from "./event-stream.ts";
import { listenOnLoopback, type Listening } from "./loopback-server.ts";
import { openBrowser } from "./open-browser.ts";
import type { RealWorldOptions } from "./real-world.ts";
import { createVoice } from "./say.ts";
import { createWebApp } from "./server.ts";
import type { DriverParts } from "./wizard-outside.ts";

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
 * The engine's code is loaded while the browser comes to the page; what the page asks waits for it.
 */
export async function serveWizard(options: ServeOptions): Promise<Result<Served, Problem>> {
  const { real, practice, command, tellBug } = options;
  // A state folder that cannot be read is said before any address is.
  await createStateDocument(real.stateFolder, "wizard").read();
  const codes = createCodes(() => Date.now());
  const events = createEventHub();
  const voice = createVoice(options.language);
  const approvals = await openApprovals({
    voice,
    showAddress: (url) => show(options, "approval", url),
    tellBug,
  });
  const open = (key: "url" | "again"): Promise<"browser" | "terminal"> =>
    show(options, key, `http://127.0.0.1:${listening.port}/#code=${codes.issue()}`);
  const opened = Promise.withResolvers<Result<Wizard, Problem>>();
  const app = createWebApp({
    assets: await loadAssets(options.page),
    dispatch: dispatchOnce(opened.promise),
    codes,
    events,
    voice,
    openAgain: async () => (await open("again")) === "browser",
    command,
    tellBug,
  });
  const listening = (await listenOnLoopback(app, options.port).catch(() => null)) ?? NOWHERE;
  const close = async (): Promise<void> => {
    events.close();
    await approvals.close();
    await listening.close();
  };
  if (listening === NOWHERE) {
    await close();
    return refuse(problem("port-taken", { port: options.port, process: "" }));
  }
  const shown = open("url");
  const { openEngine } = await import("./open-engine.ts");
  opened.resolve(openEngine(real, driverParts(options, approvals, events), practice));
  const wizard = await opened.promise;
  await shown;
  if (!wizard.ok) {
    await close();
    return wizard;
  }
  return ok({
    port: listening.port,
    close: async () => {
      await wizard.value.close();
      await close();
    },
  });
}

/** A server that could not listen. */
const NOWHERE: Listening = { port: 0, close: () => Promise.resolve() };

/** Calls wait until the engine is there; one that could not be opened ends us, and answers nothing. */
function dispatchOnce(opened: Promise<Result<Wizard, Problem>>): Dispatch {
  return async (method, input) => {
    const wizard = await opened.catch(() => refuse(problem("bug", { method: String(method) })));
    return wizard.ok ? wizard.value.dispatch(method, input) : { ok: false, problem: wizard.error };
  };
}

/** What the wizard's engine is given here: approvals on pages of their own, secrets in memory alone. */
function driverParts(
  options: ServeOptions,
  approvals: Pick<Approvals, "approve">,
  events: Pick<EventHub, "tell">,
): DriverParts {
  return {
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
  };
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
