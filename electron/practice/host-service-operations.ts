import { request } from "node:http";
import { connect } from "node:net";
import type { HostOperations } from "../engine/host-operations.ts";
import { Refused, unitOf, type Machine, type Told, type Unit } from "./host-machine.ts";

type Input<N extends keyof HostOperations> = HostOperations[N]["input"];
type Output<N extends keyof HostOperations> = HostOperations[N]["output"];

const UNIT_OF = { synapse: "matrix-synapse", nginx: "nginx" } as const;
const FETCH_MS = 10_000;
const MAX_BODY = 65_536;

/** Runs a service's own config test. */
export function testConfig(
  machine: Machine,
  { service }: Input<"test-config">,
): Output<"test-config"> {
  const unit = unitOf(machine, UNIT_OF[service]);
  if (unit !== null) return unit.test();
  throw service === "synapse" ? new Refused("no-synapse") : new Refused("tool-missing", "nginx");
}

/** State of a unit, as systemd sees it. */
export function serviceState(
  machine: Machine,
  { unit }: Input<"service-state">,
): Output<"service-state"> {
  const found = unitOf(machine, unit);
  if (found === null)
    return { active: "inactive", sub: "not-found", enabled: false, canReload: false, mainPid: 0 };
  const { active, sub, enabled, canReload, mainPid } = found.state();
  return { active, sub, enabled, canReload, mainPid };
}

/** Starts, restarts, reloads, stops a unit, or sends it SIGHUP. */
export async function controlService(
  machine: Machine,
  { unit, action }: Input<"control-service">,
): Promise<Output<"control-service">> {
  const found = unitOf(machine, unit);
  if (found === null)
    return { accepted: false, output: `Failed to ${action} ${unit}: Unit ${unit} not found.` };
  return { ...(await act(found, action)) };
}

/** A practice service is up or down at once, so nothing is waited for; that a port takes connections is tried. */
export async function waitListening(
  machine: Machine,
  { unit, ports }: Input<"wait-listening">,
): Promise<Output<"wait-listening">> {
  const found = unitOf(machine, unit);
  const tried = await Promise.all(ports.map((port) => answers(machine.sockets.localPort(port))));
  const listening = ports.filter((_, at) => tried[at]);
  const up = found?.state().active === "active" && listening.length === ports.length;
  return { up, listening, log: up ? "" : (found?.log() ?? "") };
}

/** One GET from the host to itself. */
export async function fetchLocal(
  machine: Machine,
  { port, path, hostHeader }: Input<"fetch-local">,
): Promise<Output<"fetch-local">> {
  const local = machine.sockets.localPort(port);
  const answer = local === null ? null : await get(local, path, hostHeader);
  if (answer === null) throw new Refused("no-answer", String(port));
  return answer;
}

function answers(port: number | null): Promise<boolean> {
  if (port === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: FETCH_MS });
    const end = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

async function act(unit: Unit, action: Input<"control-service">["action"]): Promise<Told> {
  switch (action) {
    case "start":
      return unit.start();
    case "start-no-wait":
      return { ...(await unit.start()), accepted: true };
    case "restart":
      await unit.stop();
      return unit.start();
    case "reload":
      return unit.reload();
    case "hup":
      return unit.hup();
    case "stop":
      return unit.stop();
  }
}

function get(port: number, path: string, host: string): Promise<Output<"fetch-local"> | null> {
  return new Promise((resolve) => {
    const outgoing = request(
      { host: "127.0.0.1", port, path, headers: { host }, agent: false, timeout: FETCH_MS },
      (incoming) => {
        let body = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (part: string) => (body = `${body}${part}`.slice(0, MAX_BODY)));
        incoming.on("close", () => resolve({ status: incoming.statusCode ?? 0, body }));
      },
    );
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(null));
    outgoing.end();
  });
}
