import type { HostConnection, HostOperations, OperationName } from "../../../electron/engine/host-operations.ts";

/** Runs an operation that has to succeed. */
export async function run<N extends OperationName>(
  host: HostConnection,
  name: N,
  input: HostOperations[N]["input"],
): Promise<HostOperations[N]["output"]> {
  const result = await host.run(name, input);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Runs an operation that has to be refused; gives the problem's code and why. */
export async function refusal<N extends OperationName>(
  host: HostConnection,
  name: N,
  input: HostOperations[N]["input"],
): Promise<{ readonly code: string; readonly why: unknown }> {
  const result = await host.run(name, input);
  if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
  return { code: result.error.code, why: result.error.data["why"] };
}

/** What stands at a path, in few words. */
export async function at(host: HostConnection, path: string): Promise<string> {
  const { entry } = await run(host, "stat", { path });
  return entry === null ? "nothing" : `${entry.kind} ${entry.mode} ${entry.owner}`;
}
