import type { HostThing } from "../host-world.ts";
import type {
  HostConnection,
  HostOperations,
  OperationName,
} from "../../../electron/engine/host-operations.ts";

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

/** A file to put on a host. */
export function file(content: string, owner = "root", mode = "0644"): HostThing {
  return { kind: "file", content, mode, owner };
}

/** A folder to put on a host. */
export function folder(owner = "root", mode = "0755"): HostThing {
  return { kind: "folder", mode, owner };
}

/** A link to put on a host. */
export function link(to: string, owner = "root"): HostThing {
  return { kind: "link", to, owner };
}
