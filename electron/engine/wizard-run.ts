import type { ApplyState, LogLine } from "../../shared/api/wizard-views.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { CommandResult } from "./command-result.ts";
import { exitOfProblem } from "./exit-of.ts";
import { isoOf } from "./iso-time.ts";
import type { ApprovalRequest, EngineEvent, Ports } from "./ports.ts";
import type { AskAgain, Asking } from "./wizard-ports.ts";
import { afterEnd, afterEvent, IDLE, rowsOf } from "./wizard-run-state.ts";
import type { WizardSession } from "./wizard-session.ts";

/** Lines of the log that are kept in memory; the journal keeps everything that matters. */
const MOST_LINES = 5000;

/** What is to be done, and what of it is known before. */
export interface Launch {
  readonly kind: Asking["kind"];
  /** What the run is that is begun, gone on with or taken back. */
  readonly of: ApplyState["of"];
  readonly name: string | null;
  readonly run: string | null;
  /** What stands of the name besides it. */
  readonly earlier: ApplyState["earlier"];
  readonly digest: string | null;
  readonly steps: ApplyState["steps"];
  /** Approved in advance: a run of ours gave way to the plan whose digest was asked for (`apply`). */
  readonly givesWay?: boolean;
  readonly work: (ports: Ports) => Promise<CommandResult>;
}

/** The one run that this engine carries out at a time. */
export interface Runner {
  /** Begins and comes back at once; `run-busy` where one is under way. */
  launch(launch: Launch): Result<ApplyState, Problem>;
  stop(): ApplyState;
  /** Shows the question of approval once more, where one waits. */
  askAgain(): Promise<ApplyState>;
  state(): ApplyState;
  isBusy(): boolean;
  /** Shows a run that is not under way. */
  show(state: ApplyState): void;
  /** Forgets what was shown: another world was opened. */
  reset(): void;
  /** Changes what is shown of a run that has ended. */
  amend(change: Partial<ApplyState>): void;
  /** Ends when nothing is under way any more. */
  settled(): Promise<void>;
}

/** What is shown of the run, told to every window whenever it changes. */
interface Shown extends Hearing {
  /** Shows without telling. */
  readonly keep: (state: ApplyState) => void;
}

function createShown(session: WizardSession): Shown {
  let state = IDLE;
  let lines = 0;
  let changes = 0;
  const now = (): string => isoOf(session.ports.now());
  const keep = (next: ApplyState): void => {
    state = { ...next, seq: (changes += 1) };
  };
  const set = (next: ApplyState): void => {
    keep(next);
    session.emit({ event: "apply", state: { ...state, log: [] } });
  };
  const log = ({ event, step, data }: EngineEvent): void => {
    const line: LogLine = { seq: (lines += 1), at: now(), event, step, data: { ...data } };
    state = { ...state, log: [...state.log, line].slice(-MOST_LINES) };
    session.emit({ event: "log", line });
  };
  const hear = (event: EngineEvent): void => {
    log(event);
    const next = afterEvent(state, event, now());
    if (next !== state) set(next);
  };
  return {
    set,
    hear,
    state: () => state,
    keep,
    question: { again: null },
  };
}

/** Makes the runner of a session. `ended` hears how each run ended. */
export function createRunner(
  session: WizardSession,
  ended: (state: ApplyState) => Promise<void>,
): Runner {
  const shown = createShown(session);
  const { state, set, keep } = shown;
  let stop = new AbortController();
  let under: Promise<void> = Promise.resolve();
  const isBusy = (): boolean => state().stage !== "idle" && state().stage !== "ended";
  const carryOut = async (launch: Launch): Promise<void> => {
    const ports = runPorts(session, launch, stop.signal, shown);
    const result = await launch
      .work(ports)
      .catch((thrown: unknown) => endOfThrown(session, thrown));
    const isStopped = stop.signal.aborted && result.problems[0]?.code === "approval-missing";
    set(afterEnd(state(), isStopped ? { ...result, problems: [problem("interrupted")] } : result));
    session.seen = null;
    await ended(state()).catch(session.ports.problemOf);
  };
  return {
    isBusy,
    state,
    show: keep,
    reset: () => set(IDLE),
    amend: (change) => set({ ...state(), ...change }),
    launch: (launch) => {
      if (isBusy()) return refuse(problem("run-busy", { name: state().name }));
      const { kind, of, name, run, earlier, digest, steps } = launch;
      const known = { kind, of, name, run, earlier, digest, steps };
      stop = new AbortController();
      const log = run !== null && run === state().run ? state().log : [];
      const began = isoOf(session.ports.now());
      set({ ...IDLE, ...known, stage: "looking", began, log });
      under = carryOut(launch);
      return ok(state());
    },
    stop: () => {
      if (isBusy()) {
        set({ ...state(), stage: "stopping" });
        stop.abort();
      }
      return state();
    },
    askAgain: async () => {
      const approvalAt = await shown.question.again?.();
      // The answer may have come meanwhile.
      if (approvalAt !== undefined && state().stage === "approving")
        set({ ...state(), approvalAt });
      return state();
    },
    settled: () => under,
  };
}

interface Hearing {
  readonly hear: (event: EngineEvent) => void;
  readonly set: (state: ApplyState) => void;
  readonly state: () => ApplyState;
  /** How the question of approval that waits is shown once more. */
  readonly question: { again: AskAgain | null };
}

function runPorts(
  session: WizardSession,
  launch: Launch,
  stop: AbortSignal,
  { hear, set, state, question }: Hearing,
): Ports {
  const { store } = session.world();
  let givesWay = launch.givesWay === true;
  const approve: Ports["approve"] = async (request) => {
    if (launch.kind === "resume") return null;
    if (givesWay) {
      // The old run gives way to the plan that was asked for; that plan's own approval comes next.
      givesWay = false;
      return request.digest === launch.digest ? "digest" : null;
    }
    if (stop.aborted) return null;
    set({ ...withRows(state(), request), stage: "approving", digest: request.digest });
    const isGiven = await session.ports.approve(request, {
      cancelled: stop,
      practice: session.world().kind === "practice",
      kind: launch.kind,
      shown: (approvalAt, again) => {
        question.again = again ?? null;
        set({ ...state(), approvalAt });
      },
    });
    question.again = null;
    set({ ...state(), stage: stop.aborted ? "stopping" : "running", approvalAt: null });
    return isGiven && !stop.aborted ? "dialog" : null;
  };
  const newRun: Ports["store"]["newRun"] = (at) => {
    const run = store.newRun(at);
    set({ ...state(), run });
    // A state folder that takes nothing stops the run at its own journal; the draft is no reason to end it.
    session.setDraft({ ...session.draft(), run }).catch(session.ports.problemOf);
    return run;
  };
  return session.engine(stop, { approve, emit: hear, store: { ...store, newRun } });
}

/** A plan that was not known when the run began (a renewal's, one of facts that are new) has its rows from here on. */
function withRows(state: ApplyState, { steps }: ApprovalRequest): ApplyState {
  return steps === undefined || state.steps.length > 0
    ? state
    : { ...state, steps: rowsOf({ steps }, null) };
}

async function endOfThrown(session: WizardSession, thrown: unknown): Promise<CommandResult> {
  const found = await session.ports.problemOf(thrown);
  return { exit: exitOfProblem(found), name: null, problems: [found], document: {} };
}
