import { createHash } from "node:crypto";
import type { Client } from "ssh2";
import { OUTPUT_WIRES, printInput, type Fields, type Outgoing } from "../engine/host-wire.ts";
import type { HostOperations, OperationName } from "../engine/host-operations.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem, type ProblemData } from "../../shared/problems/problem.ts";
import { END, judgeRun } from "./ssh-answer.ts";
import { createResponders, type Responders } from "./ssh-responder.ts";
import { SCRIPTS } from "./ssh-scripts/scripts.ts";
import { roundTripsOf, runAsRoot, sudoFault, type Privilege } from "./ssh-sudo.ts";

/** How long an operation may take, in milliseconds; waiting for a service has its own seconds on top. */
const USUAL_MS = 60_000;
const SERVICE_MS = 150_000;

/** Runs operations over one connection, one after the other. */
export interface Operations {
  run<N extends OperationName>(
    name: N,
    input: HostOperations[N]["input"],
  ): Promise<Result<HostOperations[N]["output"], Problem>>;
  roundTrips(): number;
  /** Ends what still goes on for the connection's sake. */
  close(): Promise<void>;
}

/** What operations need of a connection. */
export interface OperationsOptions {
  readonly client: Client;
  readonly user: string;
  /** As shown to people, for problems. */
  readonly machine: string;
  /** Finds out once how commands become root's. */
  readonly privilege: () => Promise<Result<Privilege, Problem>>;
}

/** Carries the catalogue over a connection: each operation as `sh -c SCRIPT NAME ARGS…`. */
export function createOperations(options: OperationsOptions): Operations {
  const responders = createResponders();
  let spent = 0;
  let last: Promise<unknown> = Promise.resolve();
  const run: Operations["run"] = (name, input) => {
    // One at a time: a server commonly allows ten open channels (MaxSessions), and order matters.
    const mine = last.then(() =>
      perform(options, responders, name, input, (count) => (spent += count)),
    );
    last = mine.catch(() => undefined);
    return mine;
  };
  return { run, roundTrips: () => spent, close: () => responders.close() };
}

async function perform<N extends OperationName>(
  options: OperationsOptions,
  responders: Responders,
  name: N,
  input: HostOperations[N]["input"],
  spend: (roundTrips: number) => void,
): Promise<Result<HostOperations[N]["output"], Problem>> {
  const { machine, user } = options;
  const about: ProblemData = { operation: name, host: machine, user, ...pathOf(input) };
  const outgoing = printInput(name, input);
  if (outgoing === null) return refuse(unfit("bad-argument", about));
  if (await responders.settles(name, input)) return readOutput(name, [], about);
  const privilege = await options.privilege();
  if (!privilege.ok) return privilege;
  const ran = await runAsRoot(options.client, privilege.value, {
    words: wordsOf(name, outgoing),
    content: outgoing.content ?? "",
    holdAt: responders.isStart(name, input) ? `${END}\n` : null,
    timeoutMs: timeoutOf(name, input),
  });
  spend(roundTripsOf(privilege.value, outgoing.content ?? ""));
  const refused = sudoFault(ran, options.user);
  if (refused) return refuse(refused);
  const fields = judgeRun(ran, about);
  if (!fields.ok) return fields;
  if (ran.held !== null) responders.keep(input, ran.held);
  const login = name === "survey" ? loginFields(options.user, privilege.value) : [];
  return readOutput(name, [...fields.value, ...login], about);
}

function readOutput<N extends OperationName>(
  name: N,
  fields: Fields,
  about: ProblemData,
): Result<HostOperations[N]["output"], Problem> {
  const output = OUTPUT_WIRES[name].read(fields);
  return output === null ? refuse(unfit("bad-answer", about)) : ok(output);
}

function unfit(why: "bad-argument" | "bad-answer", about: ProblemData): Problem {
  const seenFrom = why === "bad-answer" ? "host" : "desktop";
  return problem("operation-failed", { ...about, why, detail: "" }, { seenFrom });
}

/** `sh -c SCRIPT NAME ARGS…`; the SHA-256 of the content is the last of ARGS, so that half a content is never used. */
function wordsOf(name: OperationName, { words, content }: Outgoing): readonly string[] {
  const sum = content === null ? [] : [createHash("sha256").update(content).digest("hex")];
  return ["sh", "-c", SCRIPTS[name], name, ...words, ...sum];
}

/** A survey also tells how the login became root. */
function loginFields(user: string, privilege: Privilege): Fields {
  return [
    ["login-user", user],
    ["login-sudo", privilege.kind],
  ];
}

function timeoutOf(name: OperationName, input: object): number {
  if (name === "control-service") return SERVICE_MS;
  if (name === "wait-listening" && "seconds" in input)
    return Number(input.seconds) * 1000 + USUAL_MS;
  return name === "test-config" ? 2 * USUAL_MS : USUAL_MS;
}

function pathOf(input: object): ProblemData {
  if ("path" in input) return { path: String(input.path) };
  return "unit" in input ? { unit: String(input.unit) } : {};
}
