/** What an option's value must look like; `flag` takes none. */
export type OptionKind =
  | { readonly is: "flag" }
  | { readonly is: "text"; readonly form: RegExp | null }
  | { readonly is: "file" }
  | { readonly is: "moment" }
  | { readonly is: "number"; readonly from: number; readonly to: number }
  | { readonly is: "choice"; readonly choices: readonly string[] };

/** One option: how it is typed, and how help names its value. Its help text is `options.NAME` in the words. */
export interface OptionSpec {
  readonly kind: OptionKind;
  /** As help shows the value; empty for a flag. */
  readonly shown: string;
  readonly many: boolean;
}

const flag: OptionSpec = { kind: { is: "flag" }, shown: "", many: false };
const file = (shown = "FILE", many = false): OptionSpec => ({ kind: { is: "file" }, shown, many });
const text = (shown: string, form: RegExp | null = null, many = false): OptionSpec => ({
  kind: { is: "text", form },
  shown,
  many,
});
const count = (shown: string, from: number, to: number): OptionSpec => ({
  kind: { is: "number", from, to },
  shown,
  many: false,
});
const choice = (...choices: readonly string[]): OptionSpec => ({
  kind: { is: "choice", choices },
  shown: choices.join("|"),
  many: false,
});

const HOST = /^([^@\s]+@)?(\[[0-9a-fA-F:.]+\]|[^\s:@[\]]+)(:\d{1,5})?$/;
const ADDRESS = /^(\[[0-9a-fA-F:.]+\](:\d{1,5})?|[0-9.]+(:\d{1,5})?|[0-9a-fA-F:.]+)$/;
const CONNECT_TO = /^(\[[^\]\s]+\]|[^\s:[\]]*):\d{0,5}:(\[[^\]\s]+\]|[^\s:[\]]*):\d{0,5}$/;
const CA_URL = /^https?:\/\/[^\s]+$/;
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{42,44}=?$/;
const VERSION = /^v?\d+\.\d+(\.\d+){0,2}(rc\d+)?$/;
const PLAIN_VERSION = /^\d+(\.\d+){0,2}$/;
const DATABASE = /^(sqlite|postgres)(:\d+(\.\d+){0,2})?$/;
const DAY = 86_400;

/** How Synapse may have come onto a machine, as `--install` takes it. */
const INSTALL_KINDS = ["debian", "matrix.org", "pip", "docker", "other", "none"] as const;

/** Every option there is. An option that is not here does not exist (exit 64). */
export const OPTIONS = {
  json: flag,
  events: flag,
  quiet: flag,
  verbose: flag,
  lang: text("LL", /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  state: file("DIR"),
  timeout: count("SECONDS", 1, DAY),
  help: flag,
  "dns-server": text("ADDRESS[:PORT]", ADDRESS, true),
  "ca-file": file("PEM", true),
  "connect-to": text("HOST:PORT:ADDRESS:PORT", CONNECT_TO, true),
  now: { kind: { is: "moment" }, shown: "ISO", many: false },
  practice: flag,
  "acme-directory": text("URL", CA_URL),
  "acme-staging": text("URL|none", /^(none|https?:\/\/\S+)$/),
  "acme-profile": text("NAME", /^\S+$/),
  "acme-email": text("ADDRESS", /^[^\s@]+@[^\s@]+$/),
  challenge: choice("auto", "http-01"),
  "key-type": choice("ec256", "ec384", "rsa2048"),
  host: text("[USER@]HOST[:PORT]", HOST),
  identity: file("FILE", true),
  agent: text("SOCKET|none"),
  "passphrase-file": file(),
  "password-file": file(),
  "sudo-password-file": file(),
  "host-key": text("SHA256:…", FINGERPRINT),
  "known-hosts": file("FILE", true),
  "ssh-config": text("FILE|none"),
  "web-host": text("[USER@]HOST[:PORT]", HOST),
  "web-root": text("DIR", /^\//),
  "web-identity": file("FILE", true),
  "web-agent": text("SOCKET|none"),
  "web-passphrase-file": file(),
  "web-password-file": file(),
  "web-sudo-password-file": file(),
  "web-host-key": text("SHA256:…", FINGERPRINT),
  "web-known-hosts": file("FILE", true),
  "web-ssh-config": text("FILE|none"),
  answers: file("FILE.json"),
  set: text("KEY=VALUE", /^[A-Za-z]+=/, true),
  facts: file(),
  world: file(),
  out: file(),
  explain: flag,
  format: choice("text", "markdown", "zone"),
  plan: file(),
  approve: text("DIGEST", /^\S+$/),
  yes: flag,
  "dry-run": flag,
  wait: count("SECONDS", 0, 30 * DAY),
  "stop-after": text("STEP", /^\S+$/),
  client: flag,
  undo: flag,
  fault: text("STEP:KIND", /^[^:]+:[a-z-]+$/),
  seed: count("N", 0, 999_999_999),
  port: count("N", 1, 65_535),
  "no-open": flag,
  "as-root": flag,
  from: text("VERSION", VERSION),
  to: text("VERSION", VERSION),
  config: file(),
  "conf-dir": file("DIR"),
  python: text("V", PLAIN_VERSION),
  database: text("sqlite|postgres[:V]", DATABASE),
  install: choice(...INSTALL_KINDS),
  os: text("ID"),
} as const satisfies { readonly [name: string]: OptionSpec };

/** The name of an option, without the dashes. */
export type OptionName = keyof typeof OPTIONS;

/** Tells whether a text is the name of an option. */
export function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** The specification of an option, in its general form. */
export function optionSpec(name: OptionName): OptionSpec {
  return OPTIONS[name];
}

/** Tells whether a text is a way in which Synapse comes onto a machine. */
export function isInstallKind(kind: string): kind is (typeof INSTALL_KINDS)[number] {
  return INSTALL_KINDS.some((each) => each === kind);
}

/** Options that go together; help shows them under one heading. */
export const GROUPS = {
  all: ["json", "events", "quiet", "verbose", "lang", "state", "timeout", "help"],
  world: ["dns-server", "ca-file", "connect-to", "now", "practice"],
  acme: ["acme-directory", "acme-staging", "acme-profile", "acme-email", "challenge", "key-type"],
  host: [
    "host",
    "identity",
    "agent",
    "passphrase-file",
    "password-file",
    "sudo-password-file",
    "host-key",
    "known-hosts",
    "ssh-config",
  ],
  web: [
    "web-host",
    "web-root",
    "web-identity",
    "web-agent",
    "web-passphrase-file",
    "web-password-file",
    "web-sudo-password-file",
    "web-host-key",
    "web-known-hosts",
    "web-ssh-config",
  ],
  answers: ["answers", "set"],
  approval: ["approve", "yes"],
} as const satisfies { readonly [group: string]: readonly OptionName[] };

/** A heading in help. */
export type GroupName = keyof typeof GROUPS;
