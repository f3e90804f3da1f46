import { existsSync, readFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import * as sshConfig from "ssh-config";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Login, Target } from "./ssh-login.ts";

/**
 * Decides host, port, user and key files of a login from its options and from an ssh_config file
 * (ssh_config(5): HostName, Port, User, IdentityFile; `Include` is not expanded, `Match exec` not run).
 * What was given on the command line wins. A host behind a jump host is refused.
 */
export function resolveTarget(login: Login, home: string = homedir()): Result<Target, Problem> {
  const read = readConfig(login, home);
  if (!read.ok) return read;
  const said = read.value;
  const jump = [said["proxyjump"], said["proxycommand"]]
    .flat()
    .find((each) => each !== undefined && each !== "none");
  const host =
    one(said["hostname"])?.replaceAll("%h", login.host).replaceAll("%%", "%") ?? login.host;
  if (jump !== undefined)
    return refuse(
      problem("host-unreachable", { host: login.host, why: "jump-host" }, { evidence: jump }),
    );
  const port = Number(login.port ?? one(said["port"]) ?? 22);
  const named =
    login.identities.length > 0 ? login.identities : [said["identityfile"] ?? []].flat();
  return ok({
    alias: login.host,
    host,
    port: Number.isInteger(port) && port > 0 && port < 65536 ? port : 22,
    user: login.user ?? one(said["user"]) ?? userName(),
    identities: named.filter((each) => each !== "none").map((each) => expand(each, home)),
  });
}

/** Options by their name in lower case, as `compute` gives them where it ignores case. */
type Said = { readonly [option: string]: string | readonly string[] | undefined };

function readConfig(login: Login, home: string): Result<Said, Problem> {
  if (login.sshConfig === "none") return ok({});
  const path = login.sshConfig ?? join(home, ".ssh", "config");
  if (login.sshConfig === null && !existsSync(path)) return ok({});
  try {
    const config = sshConfig.parse(readFileSync(path, "utf8"));
    return ok(config.compute(login.host, { ignoreCase: true }) as Said);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(problem("input-file-bad", { path, why }));
  }
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

function expand(path: string, home: string): string {
  const whole = path.replace(/^(~|%d)(?=\/|$)/, () => home);
  return isAbsolute(whole) ? whole : join(process.cwd(), whole);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "root";
  }
}
