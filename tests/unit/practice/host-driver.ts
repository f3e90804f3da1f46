import type {
  HostConnection,
  HostOperations,
  OperationName,
} from "../../../electron/engine/host-operations.ts";
import type { EndpointSeen } from "../../../shared/facts/observation.ts";
import { must, type ThroughAdapters } from "./through-adapters.ts";

export const RUN = "20261126-110300-test";
export const TLS = "/etc/homeport/tls/";

/** Operations of one host whose success is taken for granted. */
export interface HostDriver {
  readonly connection: HostConnection;
  run<N extends OperationName>(
    name: N,
    input: Omit<HostOperations[N]["input"], "run">,
  ): Promise<HostOperations[N]["output"]>;
  write(path: string, content: string): Promise<void>;
  control(
    unit: string,
    action: HostOperations["control-service"]["input"]["action"],
  ): Promise<boolean>;
  /** A certificate for one name, as `apply` gets it: challenge, key and CSR on the host, chain put in place. */
  certify(
    name: string,
    directory: string,
    by: "responder" | "web-server",
    reader: string | null,
  ): Promise<string>;
}

export function driverOf(connection: HostConnection, through: ThroughAdapters): HostDriver {
  const run: HostDriver["run"] = async (name, input) =>
    must(await connection.run(name, { ...input, run: RUN }));
  return {
    connection,
    run,
    write: async (path, content) => {
      await run("write-file", { path, content, mode: "0644", owner: "root" });
    },
    control: async (unit, action) => (await run("control-service", { unit, action })).accepted,
    certify: async (name, directory, by, reader) => {
      const account = must(await through.acme.account(directory, null));
      const order = must(await account.order([name], null));
      for (const authorization of order.authorizations) {
        if (authorization.http01 === null) throw new Error("no HTTP-01");
        const { token, keyAuthorization } = authorization.http01;
        await run("challenge-start", { by, token, keyAuthorization });
        must(await order.answer(authorization, "http-01"));
        await run("challenge-stop", { by, token });
      }
      const path = `${TLS}${name}`;
      const { csr } = await run("order-key", { path, names: [name], keyType: "ec256" });
      const chain = must(await order.finalize(csr));
      return (await run("install-certificate", { path, chain, reader })).fingerprint;
    },
  };
}

/** What a peer finds at an address. */
export function endpointOf(
  through: ThroughAdapters,
  address: string,
  port: number,
  name: string,
): Promise<EndpointSeen> {
  return through.network.observe({ ask: "endpoint", address, port, sni: name, hostHeader: name });
}
