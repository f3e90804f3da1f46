import type { ClientChannel } from "ssh2";
import type { HostOperations, OperationName } from "../engine/host-operations.ts";
import { INPUT_WIRES } from "../engine/host-wire-inputs.ts";

/** The responder ends when it hears nothing for 25 s: then the connection is gone, whether or not it was closed. */
const HEARTBEAT_MS = 5000;
const STOP_MS = 5000;

/**
 * The challenge responders that a connection keeps running. One answers for every token of its ACME
 * account (it only needs the account key's thumbprint), so a second challenge joins the first.
 */
export interface Responders {
  isStart(name: OperationName, input: object): boolean;
  /** Whether an operation is done by a responder that runs here already: it joins, or leaves, or is ended. */
  settles(name: OperationName, input: object): Promise<boolean>;
  keep(input: object, channel: ClientChannel): void;
  close(): Promise<void>;
}

interface Running {
  readonly channel: ClientChannel;
  readonly tokens: Set<string>;
  readonly heartbeat: NodeJS.Timeout;
  readonly ended: Promise<void>;
}

type Start = HostOperations["challenge-start"]["input"];
type Stop = HostOperations["challenge-stop"]["input"];

/** The responders of one connection; none runs at first. */
export function createResponders(): Responders {
  const running = new Map<string, Running>();
  const stop = async (thumbprint: string): Promise<void> => {
    const one = running.get(thumbprint);
    running.delete(thumbprint);
    if (one) await endOne(one);
  };
  const leave = async ({ token }: Stop): Promise<boolean> => {
    const found = [...running].find(([, one]) => one.tokens.has(token));
    if (!found) return false;
    const [thumbprint, one] = found;
    one.tokens.delete(token);
    if (one.tokens.size === 0) await stop(thumbprint);
    return true;
  };
  const join = (start: Start): boolean => {
    const one = running.get(thumbprintOf(start));
    one?.tokens.add(start.token);
    return one !== undefined;
  };
  return {
    isStart: (name, input) => startOf(name, input) !== null,
    settles: async (name, input) => {
      const start = startOf(name, input);
      if (start !== null) return join(start);
      const stopped = stopOf(name, input);
      return stopped !== null && (await leave(stopped));
    },
    keep: (input, channel) => {
      const start = startOf("challenge-start", input);
      if (start === null) return;
      const thumbprint = thumbprintOf(start);
      const forget = () => {
        if (running.get(thumbprint) === one) running.delete(thumbprint);
      };
      const one = begin(channel, start.token, forget);
      running.set(thumbprint, one);
    },
    close: async () => {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

function startOf(name: OperationName, input: object): Start | null {
  if (name !== "challenge-start") return null;
  const start = INPUT_WIRES["challenge-start"].schema.safeParse(input).data;
  return start?.by === "responder" ? start : null;
}

function stopOf(name: OperationName, input: object): Stop | null {
  if (name !== "challenge-stop") return null;
  const stop = INPUT_WIRES["challenge-stop"].schema.safeParse(input).data;
  return stop?.by === "responder" ? stop : null;
}

function thumbprintOf({ token, keyAuthorization }: Start): string {
  return keyAuthorization.slice(token.length + 1);
}

function begin(channel: ClientChannel, token: string, forget: () => void): Running {
  const heartbeat = setInterval(() => channel.write("\n"), HEARTBEAT_MS);
  heartbeat.unref();
  const ended = new Promise<void>((resolve) => {
    channel.once("close", () => {
      clearInterval(heartbeat);
      forget();
      resolve();
    });
  });
  return { channel, tokens: new Set([token]), heartbeat, ended };
}

async function endOne({ channel, heartbeat, ended }: Running): Promise<void> {
  clearInterval(heartbeat);
  channel.end();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
  channel.destroy();
}
