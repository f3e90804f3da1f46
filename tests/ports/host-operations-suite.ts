import { describe, afterAll, beforeAll } from "vitest";
import type { HostConnection } from "../../electron/engine/host-operations.ts";
import { describeChallenges } from "./host-operations/challenges.ts";
import { describeConnection } from "./host-operations/connection.ts";
import { describeFiles } from "./host-operations/files.ts";
import { describeKeys } from "./host-operations/keys.ts";
import { describeLock } from "./host-operations/lock.ts";
import { describeUndo } from "./host-operations/undo.ts";
import type { HostWorld, SuiteHost } from "./host-world.ts";

/**
 * The one conformance suite of the host's operations: the same assertions for practice's SSH server
 * and for a real sshd. Services are proven in the lab, since a real one needs systemd.
 */
export function describeHostOperations(name: string, open: () => Promise<HostWorld>): void {
  describe(`the operations of ${name}`, () => {
    let world: HostWorld;
    let host: HostConnection;
    beforeAll(async () => {
      world = await open();
      host = await world.connect();
    });
    afterAll(async () => {
      await host?.close();
      await world?.close();
    });
    const suite: SuiteHost = { world: () => world, host: () => host };
    describeFiles(suite);
    describeUndo(suite);
    describeLock(suite);
    describeKeys(suite);
    describeChallenges(suite);
    describeConnection(suite);
  });
}
