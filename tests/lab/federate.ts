import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanEnv } from "./exec.ts";
import { secondName, type Lab } from "./lab.ts";
import type { Machine } from "./machine.ts";
import { checkout, places } from "./places.ts";
import { registrationSecret } from "./synapse-files.ts";

/** What was seen when users of two homeservers talked. */
export interface Talk {
  readonly room: string;
  readonly joinMs: number;
  readonly totalMs: number;
}

const password = "lab-pass-1";
let talks = 0;

/**
 * Registers a user on each server and lets them talk: a room on `host` joined from `second`, messages both ways.
 * `base` is the client URL of the first server as others see it. Throws with the first thing that failed.
 */
export async function talk(
  lab: Lab,
  host: Machine,
  second: Machine,
  serverName: string,
  base: string,
): Promise<Talk> {
  talks += 1;
  const [alice, bob] = [`alice${talks}`, `bob${talks}`];
  await register(host, alice);
  await register(second, bob);
  const task = {
    first: { base, user: alice, password },
    second: { base: `https://${secondName}:8448`, user: bob, password },
    serverName,
    alias: `garden${talks}`,
  };
  const script = path.join(checkout, "tests/lab/talk.ts");
  const env = { ...cleanEnv, NODE_EXTRA_CA_CERTS: trustFile(lab), NODE_NO_WARNINGS: "1" };
  const done = await lab.inLab([process.execPath, script, JSON.stringify(task)], {
    env,
    timeout: 180_000,
  });
  if (done.code !== 0)
    throw new Error(
      `no talk between ${serverName} and ${secondName}: ${done.stderr.trim().slice(0, 600)}`,
    );
  return JSON.parse(done.stdout) as Talk;
}

async function register(machine: Machine, user: string): Promise<void> {
  const words = `-u ${user} -p ${password} --no-admin -k ${registrationSecret} http://127.0.0.1:8008`;
  await machine.must(`synapse_register_new_matrix_user ${words}`);
}

/** One PEM file with both roots of the lab. */
export function trustFile(lab: Lab): string {
  const file = path.join(places.run, "trusted-roots.pem");
  writeFileSync(
    file,
    readFileSync(lab.authority.root, "utf8") + readFileSync(lab.pebble.root, "utf8"),
  );
  return file;
}
