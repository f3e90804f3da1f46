import type { Input, Output } from "../../shared/api/contract.ts";
import type { Draft, LoginDraft, MachineName } from "../../shared/api/wizard-parts.ts";
import type { ProblemCode } from "../../shared/problems/codes.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { hostKind } from "../../shared/domain/server-name.ts";

/** How somebody signs in. */
type Method = LoginDraft["method"];

/** What stands in the fields of a login. Secrets are kept nowhere but here until the login. */
export interface LoginFields {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly method: Method;
  readonly key: string;
  readonly keyName: string;
  readonly passphrase: string;
  readonly password: string;
  readonly sudoPassword: string;
  readonly root: string;
  /** To be kept in the system's keychain. */
  readonly keep: boolean;
}

/** Fills the fields from what was entered before, else from what was looked up. */
export function fieldsFor(
  draft: LoginDraft | null,
  suggestion: Output<"host.suggest">["logins"][number] | undefined,
  practice: boolean,
): LoginFields {
  const port = draft?.port ?? suggestion?.port ?? 22;
  return {
    host: draft?.host ?? suggestion?.host ?? "",
    port: String(port),
    user: draft?.user ?? suggestion?.user ?? "",
    method: practice ? "practice" : (draft?.method ?? suggestion?.method ?? "auto"),
    key: "",
    keyName: "",
    passphrase: "",
    password: "",
    sudoPassword: "",
    root: draft?.root ?? suggestion?.root ?? "",
    keep: false,
  };
}

/** What the page keeps in the draft: plain values, and no secret. */
type Memory = Draft["page"];

/** Fields of a login that may be kept while nobody is signed in yet. */
const KEPT = ["host", "port", "user", "root"] as const;

/** Notes what was typed for a server's login, so that a window that is opened again shows it. */
export function noteTyped(
  memory: Memory,
  machine: MachineName,
  { name, fields }: { readonly name: string | null; readonly fields: LoginFields },
): Memory {
  const kept = KEPT.map((key) => [`${machine}.${key}`, fields[key]] as const);
  return { ...memory, ...Object.fromEntries(kept), [`${machine}.of`]: name };
}

/** What was typed for this server's login before; nothing where it was another server's. */
export function typedBefore(
  memory: Memory,
  machine: MachineName,
  name: string | null,
): Partial<Pick<LoginFields, (typeof KEPT)[number]>> {
  if (name === null || memory[`${machine}.of`] !== name) return {};
  const kept = KEPT.flatMap((key) => {
    const value = memory[`${machine}.${key}`];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  return Object.fromEntries(kept);
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}

/** Whether the port can be one; none means the usual one. */
export function isPort({ port }: Pick<LoginFields, "port">): boolean {
  const number = Number(port);
  return port.trim() === "" || (/^\s*\d+\s*$/.test(port) && number > 0 && number < 65_536);
}

/** Whether a text can name a machine: a name, an alias of `~/.ssh/config` or an address, and nothing else. */
export function isMachine({ host }: Pick<LoginFields, "host">): boolean {
  const text = host.trim();
  return /^[\p{L}\p{N}_.-]+$/u.test(text) || hostKind(text.replace(/^\[(.*)\]$/, "$1")) === "ipv6";
}

/** Whether a text can be the folder of a website: the whole path, from the root on. */
export function isFolder({ root }: Pick<LoginFields, "root">): boolean {
  return /^\/[^\p{Cc}]*$/u.test(root.trim());
}

/** Whether everything that a login needs is there and can be used. */
export function areGiven(machine: "host" | "web", fields: LoginFields): boolean {
  const isKeyThere = fields.method !== "key" || orNull(fields.key) !== null;
  return (
    isMachine(fields) && isPort(fields) && isKeyThere && (machine === "host" || isFolder(fields))
  );
}

/** The ways to sign in that are offered: an agent where one is there, or was chosen before. */
export function methodsFor(
  hasAgent: boolean,
  { method }: Pick<LoginFields, "method">,
): readonly Method[] {
  const agent: readonly Method[] = hasAgent || method === "agent" ? ["agent"] : [];
  return ["auto", ...agent, "key", "password", "interactive"];
}

/** What a login may lack that a person types. */
export type SecretWanted = "passphrase" | "sudo";

const WANTED: { readonly [code in ProblemCode]?: SecretWanted } = {
  "key-encrypted": "passphrase",
  "key-passphrase-wrong": "passphrase",
  "sudo-password-needed": "sudo",
  "sudo-password-wrong": "sudo",
};

/** What a login that ended so lacked, where a person can type it. */
export function secretWanted(problem: Problem | null): SecretWanted | null {
  if (problem === null) return null;
  if (problem.code === "login-refused" && problem.data["locked"] !== undefined) return "passphrase";
  return WANTED[problem.code] ?? null;
}

/** What `host.connect` takes. */
export function connectInput(machine: "host" | "web", fields: LoginFields): Input<"host.connect"> {
  const port = Number.parseInt(fields.port, 10);
  return {
    machine,
    host: fields.host.trim(),
    port: Number.isNaN(port) ? null : port,
    user: orNull(fields.user)?.trim() ?? null,
    method: fields.method,
    key: fields.method === "key" ? orNull(fields.key) : null,
    passphrase:
      fields.method === "key" || fields.method === "auto" ? orNull(fields.passphrase) : null,
    password: fields.method === "password" ? orNull(fields.password) : null,
    sudoPassword: orNull(fields.sudoPassword),
    root: machine === "web" ? (orNull(fields.root)?.trim() ?? null) : null,
    keep: fields.keep,
  };
}
