import type { ConnectOutcome } from "../../shared/api/wizard-views.ts";
import type { LoginDraft, MachineName, WizardState } from "../../shared/api/wizard-parts.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { HostConnection } from "./host-operations.ts";
import { isoOf } from "./iso-time.ts";
import type { Hosts } from "./ports.ts";
import type { LoginAttempt, LoginSecrets, WizardWorld } from "./wizard-ports.ts";

/** A login that was asked for from the page. */
export interface Signing {
  readonly machine: MachineName;
  readonly login: LoginDraft;
  readonly secrets: LoginSecrets;
}

/** A sign-in as the keychain has it: enough to make it again, and what the machine showed then. */
export interface KeptSignIn extends Pick<Signing, "login" | "secrets"> {
  readonly hostKey: string;
  readonly user: string;
}

/** The logins of a wizard: opened once, lent to whoever needs them, opened anew where they were lost. */
export interface WizardLogins extends Hosts {
  signIn(signing: Signing): Promise<Result<HostConnection, Problem>>;
  /** Takes up a sign-in of an earlier process; it is made when it is first needed. */
  recall(machine: MachineName, kept: KeptSignIn): void;
  /** Marks the login of a machine as being in the keychain. */
  markKept(machine: MachineName): void;
  accept(host: string, port: number, fingerprint: string): void;
  shown(): WizardState["connected"];
  signOut(machine: MachineName): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly signing: Signing;
  connection: HostConnection | null;
  /** A connection that is being made: who needs one meanwhile waits for it, so that a machine asks once. */
  opening: Promise<Result<HostConnection, Problem>> | null;
  readonly since: string;
  isInKeychain: boolean;
  readonly shown: { readonly hostKey: string; readonly user: string };
}

/** What logging in needs of the wizard around it. */
export interface LoginsContext {
  readonly world: Pick<WizardWorld, "login" | "describe">;
  readonly ask: (machine: MachineName) => LoginAttempt["ask"];
  readonly now: () => number;
}

/** Makes the logins of a world; nothing is contacted yet. */
export function createWizardLogins({ world, ask, now }: LoginsContext): WizardLogins {
  const kept: { [machine in MachineName]: Kept | null } = { host: null, web: null };
  const accepted = new Set<string>();
  const open = (signing: Signing) =>
    world.login({
      ...signing,
      isAccepted: (host, port, fingerprint) => accepted.has(keyOf(host, port, fingerprint)),
      ask: ask(signing.machine),
    });
  const signOut = async (machine: MachineName): Promise<void> => {
    const old = kept[machine];
    kept[machine] = null;
    await old?.connection?.close();
  };
  return {
    signIn: async (signing) => {
      const opened = await open(signing);
      if (!opened.ok) return opened;
      await signOut(signing.machine);
      kept[signing.machine] = keptOf(signing, opened.value, opened.value, now());
      return ok(opened.value);
    },
    recall: (machine, { login, secrets, ...shown }) => {
      kept[machine] = keptOf({ machine, login, secrets }, shown, null, now());
    },
    markKept: (machine) => {
      const login = kept[machine];
      if (login !== null) login.isInKeychain = true;
    },
    accept: (host, port, fingerprint) => void accepted.add(keyOf(host, port, fingerprint)),
    connect: async (which) => {
      const login = kept[which];
      if (login === null) return refuse(problem("login-needed", { which }));
      if (login.connection !== null) return ok(lend(login, login.connection));
      login.opening ??= open(login.signing).finally(() => {
        login.opening = null;
      });
      const again = await login.opening;
      if (!again.ok) return again;
      if (kept[which] !== login) {
        // Signed out meanwhile.
        await again.value.close();
        return refuse(problem("login-needed", { which }));
      }
      login.connection = again.value;
      return ok(lend(login, again.value));
    },
    describe: (which) => {
      const login = kept[which];
      return login === null ? null : world.describe(login.signing.login);
    },
    shown: () => ({ host: shownOf(kept.host, world), web: shownOf(kept.web, world) }),
    signOut,
    close: async () => {
      await Promise.all([signOut("host"), signOut("web")]);
    },
  };
}

/** A login without a connection is one of an earlier process, out of the keychain. */
function keptOf(
  signing: Signing,
  { hostKey, user }: Kept["shown"],
  connection: HostConnection | null,
  now: number,
): Kept {
  const isInKeychain = connection === null;
  const shown = { hostKey, user };
  return { signing, connection, opening: null, since: isoOf(now), isInKeychain, shown };
}

/** A lent connection stays open when it is given back; a lost one is dropped, so that the next is new. */
function lend(login: Kept, connection: HostConnection): HostConnection {
  const before = connection.roundTrips();
  return {
    hostKey: connection.hostKey,
    user: connection.user,
    roundTrips: () => connection.roundTrips() - before,
    run: async (name, input) => {
      const result = await connection.run(name, input);
      if (
        !result.ok &&
        result.error.code === "connection-lost" &&
        login.connection === connection
      ) {
        login.connection = null;
        await connection.close();
      }
      return result;
    },
    close: () => Promise.resolve(),
  };
}

/** The page's answer where nobody knows the key yet; null where it is another problem. */
export function unknownKeyOf(
  found: Problem,
): Extract<ConnectOutcome, { kind: "host-key-unknown" }> | null {
  if (found.code !== "host-key-unknown") return null;
  const { host, port, type, fingerprint, authority } = found.data;
  return {
    kind: "host-key-unknown",
    host: String(host),
    port: Number(port),
    type: String(type),
    fingerprint: String(fingerprint),
    authority: authority === true,
  };
}

function shownOf(
  login: Kept | null,
  world: Pick<WizardWorld, "describe">,
): WizardState["connected"]["host"] {
  if (login === null) return null;
  const { signing, shown, since, isInKeychain } = login;
  return { target: world.describe(signing.login), ...shown, since, kept: isInKeychain };
}

function keyOf(host: string, port: number, fingerprint: string): string {
  return `${host.toLowerCase()} ${port} ${fingerprint}`;
}
