import type { Input, Output } from "../../shared/api/contract.ts";
import type { LoginDraft } from "../../shared/api/wizard-parts.ts";

/** How somebody signs in. */
export type Method = LoginDraft["method"];

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

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}

/** Whether the port can be one; none means the usual one. */
export function isPort({ port }: Pick<LoginFields, "port">): boolean {
  const number = Number(port);
  return port.trim() === "" || (/^\s*\d+\s*$/.test(port) && number > 0 && number < 65_536);
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
