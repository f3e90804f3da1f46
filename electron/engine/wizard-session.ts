import type { Answers } from "../../shared/answers/answers.ts";
import type { WizardEvent } from "../../shared/api/events.ts";
import type { Draft, MachineName, WizardState } from "../../shared/api/wizard-parts.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Planned } from "./live-plan.ts";
import type { Ports } from "./ports.ts";
import { createSecretRegistry, type SecretRegistry } from "./redact.ts";
import type { PlanRequest } from "./requests.ts";
import { EMPTY_DRAFT, readDrafts, withDraft, type KeptDrafts } from "./wizard-drafts.ts";
import { createWizardLogins, type Signing, type WizardLogins } from "./wizard-logins.ts";
import type { WizardPorts, WizardWorld, WorldKind } from "./wizard-ports.ts";
import { createPrompts, type Prompts } from "./wizard-prompts.ts";
import { keepSignIn, recallSignIns } from "./wizard-vault.ts";

/** What one engine of the wizard has open: a world, its logins, the draft. Windows come and go; this stays. */
export interface WizardSession {
  readonly ports: WizardPorts;
  readonly secrets: SecretRegistry;
  readonly prompts: Prompts;
  readonly emit: (event: WizardEvent) => void;
  world(): WizardWorld;
  logins(): WizardLogins;
  draft(): Draft;
  state(): WizardState;
  /** Sets the draft, keeps it and tells every window. */
  setDraft(draft: Draft): Promise<void>;
  tellState(): void;
  /** Closes the world and its logins, and opens the other (or the same, `fresh`). */
  open(which: WorldKind, fresh: boolean): Promise<Result<null, Problem>>;
  /** Puts a new sign-in into the keychain where that is wanted and there is one; else takes an older one out. */
  keepSignIn(
    signing: Signing,
    seen: { hostKey: string; user: string },
    keep: boolean,
  ): Promise<void>;
  /** Ends the logins, and forgets those in the keychain: the draft no longer counts on them. */
  signOutAll(): Promise<void>;
  /** The engine's ports over the open world; `more` stands over them. */
  engine(stop: AbortSignal, more?: Partial<Ports>): Ports;
  /** What is planned for: the draft's name, answers and logins. */
  request(answers?: Answers): Result<PlanRequest, Problem>;
  /** What was looked at last for the draft; null after anything changed that it rests on. */
  seen: Planned | null;
  close(): Promise<void>;
}

interface Opened {
  readonly world: WizardWorld;
  readonly logins: WizardLogins;
}

/** What a session is made over; `kept` and `opened` change, everything else stays. */
interface Cell {
  readonly ports: WizardPorts;
  readonly secrets: SecretRegistry;
  readonly prompts: Prompts;
  readonly emit: (event: WizardEvent) => void;
  kept: KeptDrafts;
  opened: Opened;
}

/** Opens a session where the last one was left. */
export async function openWizardSession(
  ports: WizardPorts,
): Promise<Result<WizardSession, Problem>> {
  const kept = { now: await readDrafts(ports) };
  const secrets = createSecretRegistry((text) => JSON.stringify(kept.now).includes(text));
  const emit = (event: WizardEvent): void => {
    const clean = secrets.redact(event);
    if (isEvent(clean)) ports.emit(clean);
  };
  const told = { state: (): void => undefined };
  const hold = (secret: string): void => secrets.hold(secret);
  const prompts = createPrompts(() => told.state(), ports.newId, hold);
  const which = ports.practiceOnly ? "practice" : kept.now.open;
  const first = await openOne(ports, prompts, which, false);
  if (!first.ok) return first;
  kept.now = { ...kept.now, open: which };
  const cell: Cell = {
    ports,
    secrets,
    prompts,
    emit,
    opened: first.value,
    get kept() {
      return kept.now;
    },
    set kept(next) {
      kept.now = next;
    },
  };
  await recall(cell);
  const session = sessionOver(cell);
  told.state = () => session.tellState();
  return ok(session);
}

/** Sign-ins of practice need no keychain, and those of the real world stay out of practice. */
async function recall({ ports, kept, opened, secrets }: Cell): Promise<void> {
  if (ports.vault === null || opened.world.kind === "practice") return;
  await recallSignIns(ports.vault, kept.real, opened.logins, secrets);
}

function isEvent(value: unknown): value is WizardEvent {
  return typeof value === "object" && value !== null && "event" in value;
}

async function openOne(
  ports: WizardPorts,
  prompts: Prompts,
  which: WorldKind,
  fresh: boolean,
): Promise<Result<Opened, Problem>> {
  const world = await ports.openWorld(which, fresh);
  if (!world.ok) return world;
  const context = {
    world: world.value,
    ask: (machine: MachineName) => prompts.ask(machine),
    now: ports.now,
  };
  return ok({ world: world.value, logins: createWizardLogins(context) });
}

function sessionOver(cell: Cell): WizardSession {
  const { ports, secrets, prompts, emit } = cell;
  const session: WizardSession = {
    ports,
    secrets,
    prompts,
    emit,
    seen: null,
    world: () => cell.opened.world,
    logins: () => cell.opened.logins,
    draft: () => cell.kept[cell.opened.world.kind],
    state: () => ({
      draft: session.draft(),
      practice: cell.opened.world.kind === "practice",
      practiceOnly: ports.practiceOnly,
      connected: cell.opened.logins.shown(),
      prompt: prompts.first(),
    }),
    setDraft: async (draft) => {
      if (draft.name !== session.draft().name) session.seen = null;
      cell.kept = withDraft(cell.kept, cell.opened.world.kind, draft);
      await ports.drafts.write(cell.kept);
      session.tellState();
    },
    tellState: () => emit({ event: "state", state: session.state() }),
    open: async (which, fresh) => {
      await closeOpened(cell);
      session.seen = null;
      return reopen(cell, which, fresh);
    },
    keepSignIn: (signing, seen, keep) => keepOne(cell, signing, seen, keep),
    signOutAll: async () => {
      await cell.opened.logins.close();
      if (cell.opened.world.kind === "practice") return;
      for (const machine of ["host", "web"] as const) await ports.vault?.forget(machine);
    },
    engine: (stop, more = {}) => enginePorts(cell.opened, stop, more),
    request: (answers) => planRequest(session, answers),
    close: () => closeOpened(cell),
  };
  return session;
}

async function keepOne(
  { ports, opened }: Cell,
  { machine, login, secrets }: Signing,
  { hostKey, user }: { readonly hostKey: string; readonly user: string },
  keep: boolean,
): Promise<void> {
  if (ports.vault === null || opened.world.kind === "practice") return;
  const kept = keep && (await keepSignIn(ports.vault, machine, { login, secrets, hostKey, user }));
  if (kept) opened.logins.markKept(machine);
  else await ports.vault.forget(machine);
}

async function reopen(
  cell: Cell,
  which: WorldKind,
  fresh: boolean,
): Promise<Result<null, Problem>> {
  const next = await openOne(cell.ports, cell.prompts, which, fresh);
  if (!next.ok) return next;
  cell.opened = next.value;
  const kept = { ...cell.kept, open: which };
  cell.kept = fresh ? withDraft(kept, which, EMPTY_DRAFT) : kept;
  await cell.ports.drafts.write(cell.kept);
  await recall(cell);
  return ok(null);
}

async function closeOpened({ prompts, opened }: Cell): Promise<void> {
  prompts.cancel();
  await opened.logins.close();
  await opened.world.close();
}

function enginePorts({ world, logins }: Opened, stop: AbortSignal, more: Partial<Ports>): Ports {
  return {
    clock: world.clock(stop),
    network: world.network,
    hosts: logins,
    acme: world.acme,
    store: world.store,
    digest: world.digest,
    approve: () => Promise.resolve(null),
    emit: () => undefined,
    stopping: () => stop.aborted,
    ...more,
  };
}

/** A login that the draft counts on and that has ended is asked for again; without one nothing of it is planned. */
function planRequest(session: WizardSession, answers?: Answers): Result<PlanRequest, Problem> {
  const draft = session.draft();
  const name = session.ports.readName(draft.name ?? "");
  if (!name.ok) {
    const { why, suggestion } = name.error;
    return refuse(
      problem("server-name-invalid", { given: draft.name ?? "", fault: why, why, suggestion }),
    );
  }
  const connected = session.logins().shown();
  for (const machine of ["host", "web"] as const) {
    const isWanted = draft.withHost === true && draft[machine] !== null;
    if (isWanted && connected[machine] === null)
      return refuse(problem("login-needed", { which: machine }));
  }
  const withHost = draft.withHost !== false && connected.host !== null;
  return ok({
    name: name.value.name,
    now: null,
    withHost,
    webRoot: withHost && connected.web !== null ? (draft.web?.root ?? null) : null,
    answers: answers ?? draft.answers,
    facts: null,
    world: null,
    acme: session.world().acmeChoice,
  });
}
