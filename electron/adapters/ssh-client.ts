import type { Socket } from "node:net";
import ssh2 from "ssh2";
import type {
  AnyAuthMethod,
  AuthHandlerMiddleware,
  Client,
  KnownPublicKeys,
  ParsedKey,
  SignCallback,
  SigningRequestOptions,
} from "ssh2";
import { answerQuestions, type AskPerson, type LoginClock } from "./ssh-interactive.ts";

/** One way to show who we are, tried in order. */
export type Credential =
  | {
      readonly kind: "key";
      readonly text: Buffer;
      readonly passphrase: string | null;
      readonly name: string;
    }
  | { readonly kind: "agent"; readonly socket: string; readonly most: number }
  | { readonly kind: "password"; readonly password: string; readonly ask?: AskPerson | null }
  /** The machine's own questions, put to a person. */
  | { readonly kind: "interactive"; readonly ask: AskPerson };

/** What a connection is opened with. */
export interface ClientOptions {
  readonly socket: Socket;
  readonly user: string;
  readonly credentials: readonly Credential[];
  /** Types of host key to ask for first. */
  readonly hostKeyTypes: readonly string[];
  readonly verify: (key: Buffer) => Promise<boolean>;
  readonly handshakeMs: number;
  /** A dead link is noticed after three messages that nobody answered, sent so many milliseconds apart. */
  readonly keepaliveMs: number;
}

/** How opening ended. `roundTrips` counts from the opening of TCP on. */
export type Opened =
  | { readonly kind: "open"; readonly client: Client; readonly roundTrips: number }
  | { readonly kind: "host-key" | "timeout" | "closed" }
  | { readonly kind: "refused"; readonly offered: readonly string[] }
  | { readonly kind: "no-algorithm" | "failed"; readonly why: string };

const HOST_KEY_TYPES = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
  "ssh-rsa",
] as const;

/** TCP, both greetings, two of key exchange, the authentication service. */
const HANDSHAKE_ROUND_TRIPS = 5;

/** Why a private key cannot be used; null where it can. */
export function faultOfKey(
  text: Buffer,
  passphrase: string | null,
): "encrypted" | "passphrase" | "unsupported" | null {
  const parsed = ssh2.utils.parseKey(text, passphrase ?? undefined);
  if (parsed instanceof Error) {
    if (/no passphrase given|encrypted/i.test(parsed.message) && passphrase === null)
      return "encrypted";
    return /integrity check|decrypt|passphrase|bad decrypt/i.test(parsed.message)
      ? "passphrase"
      : "unsupported";
  }
  // A file may hold several keys; ssh2 gives a list then, which its types do not say.
  const keys: readonly ParsedKey[] = [parsed].flat();
  return keys[0]?.isPrivateKey() === true ? null : "unsupported";
}

/** Opens an authenticated connection over a socket; ends within `handshakeMs`, the time for `verify` not counted. */
export function openClient(options: ClientOptions): Promise<Opened> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let timer: NodeJS.Timeout | undefined;
    const wind = () => {
      timer = setTimeout(() => end({ kind: "timeout" }), options.handshakeMs);
    };
    const login = followLogin(options, { pause: () => clearTimeout(timer), wind });
    const end = (outcome: Opened) => {
      clearTimeout(timer);
      client.removeAllListeners();
      client.on("error", () => {});
      if (outcome.kind !== "open") options.socket.destroy();
      resolve(outcome);
    };
    const verify = (key: Buffer, answer: (isGood: boolean) => void) => {
      clearTimeout(timer);
      const judge = async () => {
        if (!(await options.verify(key))) return end({ kind: "host-key" });
        wind();
        answer(true);
      };
      void judge();
    };
    client.on("ready", () =>
      end({ kind: "open", client, roundTrips: HANDSHAKE_ROUND_TRIPS + login.roundTrips() }),
    );
    client.on("close", () =>
      end(login.tries() > 0 ? { kind: "refused", offered: login.offered() } : { kind: "closed" }),
    );
    client.on("error", (error: Error & { level?: string }) => {
      const outcome = outcomeOf(error, login);
      if (outcome) end(outcome);
    });
    wind();
    client.connect({
      sock: options.socket,
      username: options.user,
      readyTimeout: 0,
      keepaliveInterval: options.keepaliveMs,
      keepaliveCountMax: 3,
      hostVerifier: verify,
      authHandler: login.next,
      algorithms: { serverHostKey: [...hostKeyOrder(options.hostKeyTypes)] },
    });
  });
}

function outcomeOf(error: Error & { level?: string }, login: LoginTries): Opened | null {
  // An agent that fails is one credential less, not the end.
  if (error.level === "agent") return null;
  if (error.level === "client-authentication") {
    return error.message.startsWith("All configured")
      ? { kind: "refused", offered: login.offered() }
      : null;
  }
  if (login.tries() > 0) return { kind: "refused", offered: login.offered() };
  if (/no matching/.test(error.message)) return { kind: "no-algorithm", why: error.message };
  return { kind: "failed", why: error.message };
}

function hostKeyOrder(first: readonly string[]): readonly (typeof HOST_KEY_TYPES)[number][] {
  const isFirst = (type: string) => first.includes(type.startsWith("rsa-sha2") ? "ssh-rsa" : type);
  return [...HOST_KEY_TYPES.filter(isFirst), ...HOST_KEY_TYPES.filter((type) => !isFirst(type))];
}

interface LoginTries {
  readonly next: AuthHandlerMiddleware;
  readonly tries: () => number;
  readonly roundTrips: () => number;
  readonly offered: () => readonly string[];
}

/** Hands out the credentials one by one; a password also answers the questions of keyboard-interactive. */
function followLogin({ user, credentials }: ClientOptions, clock: LoginClock): LoginTries {
  const waiting = credentials.flatMap((each) => attemptsOf(each, user, clock));
  let offered: readonly string[] = [];
  let tries = 0;
  let roundTrips = 0;
  const nextOffer = (left: readonly string[] | null): AnyAuthMethod | null => {
    offered = left ?? offered;
    const at = waiting.findIndex(({ method }) => left === null || left.includes(method));
    const attempt = at < 0 ? undefined : waiting.splice(0, at + 1).at(-1);
    // With nothing to show, the host is asked what it would take.
    if (attempt === undefined && tries > 0) return null;
    tries += 1;
    // A key is offered first and signed for when it is welcome.
    roundTrips += attempt?.method === "publickey" ? 2 : 1;
    return attempt?.offer ?? { type: "none", username: user };
  };
  const next: AuthHandlerMiddleware = (left, _partial, answer) => {
    const offer = nextOffer(left);
    // Giving false back means that there is no more; ssh2's types leave it out.
    if (offer === null) return false;
    answer(offer);
    return undefined;
  };
  return { next, tries: () => tries, roundTrips: () => roundTrips, offered: () => offered };
}

interface Attempt {
  readonly method: "publickey" | "password" | "keyboard-interactive";
  readonly offer: AnyAuthMethod;
}

function attemptsOf(
  credential: Credential,
  username: string,
  clock: LoginClock,
): readonly Attempt[] {
  switch (credential.kind) {
    case "key": {
      const { text, passphrase } = credential;
      const locked = passphrase === null ? {} : { passphrase };
      const offer = { type: "publickey", username, key: text, ...locked } as const;
      return [{ method: "publickey", offer }];
    }
    case "agent":
      return [
        {
          method: "publickey",
          offer: { type: "agent", username, agent: new CappedAgent(credential) },
        },
      ];
    case "password": {
      const { password, ask = null } = credential;
      const prompt = answerQuestions(password, ask, clock);
      return [
        { method: "password", offer: { type: "password", username, password } },
        {
          method: "keyboard-interactive",
          offer: { type: "keyboard-interactive", username, prompt },
        },
      ];
    }
    case "interactive": {
      const prompt = answerQuestions(null, credential.ask, clock);
      return [
        {
          method: "keyboard-interactive",
          offer: { type: "keyboard-interactive", username, prompt },
        },
      ];
    }
  }
}

/** An agent of which only the first keys are tried: servers end the connection after a few. */
class CappedAgent extends ssh2.BaseAgent {
  readonly #agent: ReturnType<typeof ssh2.createAgent>;
  readonly #most: number;
  constructor({ socket, most }: { readonly socket: string; readonly most: number }) {
    super();
    this.#agent = ssh2.createAgent(socket);
    this.#most = most;
  }
  override getIdentities(
    answer: (error: Error | undefined | null, keys?: KnownPublicKeys) => void,
  ): void {
    this.#agent.getIdentities((error, keys) => answer(error, keys?.slice(0, this.#most)));
  }
  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    answer?: SignCallback,
  ): void {
    if (typeof options === "function") this.#agent.sign(key, data, options);
    else this.#agent.sign(key, data, options, answer);
  }
}
