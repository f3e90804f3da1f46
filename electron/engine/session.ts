import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { Facts } from "../../shared/facts/facts.ts";
import type { Logins } from "./gather-facts.ts";
import type { HostConnection, HostOperations, OperationName } from "./host-operations.ts";
import type { Ports } from "./ports.ts";

/** The machine could not be reached, so it is not known what an operation has done there. */
export function isOutOfReach({ code }: Problem): boolean {
  return code === "connection-lost" || code === "host-unreachable" || code === "host-hangs";
}

/** Which machine an operation goes to. */
export type Machine = "host" | "web";

/** The keys that a run's machines showed when they were surveyed. */
export function keysOf(facts: Facts): MachineKeys {
  return {
    host: facts.host?.known === true ? facts.host.value.hostKey : null,
    web: facts.web?.known === true ? facts.web.value.hostKey : null,
  };
}

/** Pauses before each new try after a lost connection, in milliseconds. */
const RECONNECT_AFTER = [500, 2000, 5000];

/**
 * The machines of a run. An operation whose connection was lost is sent again over a new login:
 * every operation can be repeated, so it does not matter whether the first one got through.
 */
export interface Session {
  run<N extends OperationName>(
    machine: Machine,
    name: N,
    input: HostOperations[N]["input"],
  ): Promise<Result<HostOperations[N]["output"], Problem>>;
  /** Logs in anew, which proves that a login is still possible. */
  reconnect(machine: Machine): Promise<Result<null, Problem>>;
  roundTrips(): number;
  close(): Promise<void>;
}

/** Host keys that the machines of a run have shown; null: any that the login itself accepts. */
export interface MachineKeys {
  readonly host: string | null;
  readonly web: string | null;
}

/**
 * Opens a session over logins that are already there; it closes them in the end. A machine that shows
 * another key than the one that the run was begun on is another machine, and is not touched.
 */
export function openSession(ports: Ports, logins: Logins, keys: MachineKeys): Session {
  const open: { host: HostConnection | null; web: HostConnection | null } = { ...logins };
  let spent = 0;
  const connectionOf = async (machine: Machine): Promise<Result<HostConnection, Problem>> => {
    const present = open[machine];
    const connected = present ? ok(present) : await ports.hosts.connect(machine);
    if (!connected.ok) return connected;
    open[machine] = connected.value;
    return isSameMachine(connected.value, keys[machine])
      ? connected
      : refuse(otherMachine(ports, machine, connected.value, keys[machine]));
  };
  const drop = async (machine: Machine): Promise<void> => {
    const lost = open[machine];
    open[machine] = null;
    spent += lost?.roundTrips() ?? 0;
    await lost?.close();
  };
  const run = async <N extends OperationName>(
    machine: Machine,
    name: N,
    input: HostOperations[N]["input"],
  ) => {
    ports.emit({ event: "operation", step: null, data: { operation: name, machine } });
    let last: Problem = problem("connection-lost", { machine });
    for (const pause of [0, ...RECONNECT_AFTER]) {
      if (pause > 0) await ports.clock.sleep(pause);
      const connection = await connectionOf(machine);
      if (!connection.ok) {
        last = connection.error;
        if (last.code !== "host-unreachable" && last.code !== "host-hangs") return refuse(last);
        continue;
      }
      const result = await connection.value.run(name, input);
      if (result.ok || result.error.code !== "connection-lost") return result;
      last = result.error;
      await drop(machine);
    }
    return refuse(last);
  };
  const reconnect = async (machine: Machine): Promise<Result<null, Problem>> => {
    await drop(machine);
    const fresh = await connectionOf(machine);
    return fresh.ok ? { ok: true, value: null } : fresh;
  };
  return {
    run,
    reconnect,
    roundTrips: () => spent + (open.host?.roundTrips() ?? 0) + (open.web?.roundTrips() ?? 0),
    close: async () => {
      await Promise.all([drop("host"), drop("web")]);
    },
  };
}

function isSameMachine(connection: HostConnection, expected: string | null): boolean {
  return expected === null || connection.hostKey === expected;
}

function otherMachine(
  ports: Ports,
  machine: Machine,
  connection: HostConnection,
  expected: string | null,
): Problem {
  const host = ports.hosts.describe(machine) ?? machine;
  return problem("host-key-changed", {
    host,
    fingerprint: connection.hostKey,
    expected: expected ?? "",
  });
}
