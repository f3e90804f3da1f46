import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/** Where a host is to be reached, in the order to try; empty: its name has no address. */
export type FindHost = (
  host: string,
  port: number,
) => Promise<readonly { readonly address: string; readonly port: number }[]>;

/** Asks the system, as other programs of this machine do. */
export const findBySystem: FindHost = async (host, port) => {
  if (isIP(host) !== 0) return [{ address: host, port }];
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => ({ address, port }));
};

/** Opens TCP to the first address that answers, within `withinMs` for all of them together. */
export async function dial(
  find: FindHost,
  host: string,
  port: number,
  withinMs: number,
): Promise<Result<Socket, Problem>> {
  const until = Date.now() + withinMs;
  const places = await within(find(host, port), withinMs);
  if (places === null || places.length === 0)
    return refuse(problem("host-unreachable", { host, port, why: "no-address" }));
  let why = "timeout";
  for (const [index, place] of places.entries()) {
    const left = until - Date.now();
    if (left <= 0) break;
    // The first of several addresses may be dead; it does not get all the time.
    const tried = await open(
      place.address,
      place.port,
      index < places.length - 1 ? left / 2 : left,
    );
    // SSH sends small packets one after the other, which Nagle's algorithm would hold back.
    if (typeof tried !== "string") return ok(tried.setNoDelay(true));
    why = tried;
  }
  return refuse(problem("host-unreachable", { host, port, why }));
}

function open(address: string, port: number, withinMs: number): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (outcome: Socket | string) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      if (typeof outcome === "string") socket.on("error", () => {}).destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end("timeout"), withinMs);
    // SSH writes small packets one after the other: Nagle's algorithm would hold each for 40 ms.
    socket.once("connect", () => end(socket.setNoDelay(true)));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end(error.code === "ECONNREFUSED" ? "refused" : (error.code ?? "error")),
    );
  });
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}
