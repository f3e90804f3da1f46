import type { Output } from "../../shared/api/contract.ts";
import type { LoginDraft } from "../../shared/api/wizard-parts.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { readSurvey } from "../../shared/facts/read-survey.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Parsed } from "./dispatch.ts";
import type { HostConnection } from "./host-operations.ts";
import { webRootFault } from "./web-root.ts";
import { webRootElsewhere } from "./web-root-served.ts";
import { unknownKeyOf } from "./wizard-logins.ts";
import type { WizardSession } from "./wizard-session.ts";

type Connect = Parsed<"host.connect">;

/**
 * `host.connect`: logs in, proves sudo by looking at the machine, and keeps the login (its draft without
 * secrets on disk, the rest in memory, and in the keychain where that was asked for).
 */
export async function connectHost(
  session: WizardSession,
  input: Connect,
): Promise<Result<Output<"host.connect">, Problem>> {
  const { machine, key, passphrase, password, sudoPassword, keep = false, ...where } = input;
  if ((where.method === "practice") !== (session.world().kind === "practice"))
    return refuse(problem("request-bad", { method: "host.connect", where: "method" }));
  const secrets = { key, passphrase, password, sudoPassword };
  for (const each of Object.values(secrets)) session.secrets.hold(each);
  const login: LoginDraft = where;
  const signed = await session.logins().signIn({ machine, login, secrets });
  session.seen = null;
  if (!signed.ok) {
    const unknown = unknownKeyOf(signed.error);
    return unknown === null ? signed : ok(unknown);
  }
  const host = await survey(session, signed.value, machine === "web" ? (where.root ?? "") : null);
  if (!host.ok) {
    await session.logins().signOut(machine);
    session.tellState();
    return host;
  }
  await session.keepSignIn({ machine, login, secrets }, signed.value, keep);
  await session.setDraft({ ...session.draft(), withHost: true, [machine]: login });
  const target = session.world().describe(login);
  const { hostKey } = signed.value;
  const roundTrips = signed.value.roundTrips();
  const seen = machine === "host" ? host.value : null;
  const warnings = machine === "web" ? await folderWarnings(session, signed.value, where.root) : [];
  return ok({ kind: "connected", target, hostKey, host: seen, warnings, roundTrips });
}

/** What makes one doubt that the website is served from the folder that was given; it hinders nobody. */
async function folderWarnings(
  session: WizardSession,
  connection: HostConnection,
  root: string | null,
): Promise<Problem[]> {
  const name = session.ports.readName(session.draft().name ?? "");
  if (!name.ok || root === null) return [];
  const { host } = name.value.name;
  const fault = await webRootElsewhere(session.world().network, connection, root, host);
  return fault === null ? [] : [fault];
}

/** What is seen of a machine; of the website's also whether files can be put under its `root`. */
async function survey(session: WizardSession, connection: HostConnection, root: string | null) {
  const name = session.ports.readName(session.draft().name ?? "");
  const serverName = name.ok ? name.value.name.text : "";
  const seen = await connection.run("survey", { serverName });
  if (!seen.ok) return seen;
  const fault = root === null ? null : await webRootFault(connection, root);
  if (fault !== null) return refuse(fault);
  const { hostKey, user } = connection;
  return readSurvey(seen.value.sections, { hostKey, user, now: session.ports.now() });
}
