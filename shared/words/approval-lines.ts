import { noticesOf, noticesOfUndo, wayBackOf } from "../plan/approval-effects.ts";
import type { Reason, Step } from "../plan/plan.ts";
import { reason } from "../plan/reason.ts";
import type { SayKey } from "./span.ts";

/** What turns codes into texts. */
interface Voice {
  readonly say: SayKey;
  readonly reason: (reason: Reason) => string;
}

/** A machine that is changed, as `user@host:port`, with its key and how commands become root's there. */
interface Machine {
  readonly target: string;
  readonly hostKey: string | null;
  readonly sudo: "root" | "nopasswd" | "password" | "none" | null;
}

/** What is approved: steps to carry out, or things to put back. */
interface Approved {
  readonly machines: readonly Machine[];
  readonly steps?: readonly Step[];
  readonly undo?: readonly { readonly unit?: string | undefined }[];
}

/** Each machine with the key by which it is known. */
export function machineLines({ machines }: Approved, { say }: Voice): readonly string[] {
  return machines.map(({ target, hostKey }) =>
    hostKey === null
      ? say("approval.machine-unknown", { target })
      : say("approval.machine", { target, key: hostKey }),
  );
}

/** As whom the machines are changed; said of each where it is not the same. */
export function asLines({ machines }: Approved, voice: Voice): readonly string[] {
  const said = machines.map((machine) => ({
    place: machine.target.slice(machine.target.lastIndexOf("@") + 1),
    as: asOf(machine, voice),
  }));
  const different = new Set(said.map(({ as }) => as));
  return different.size <= 1
    ? [...different]
    : said.map((each) => voice.say("approval.as-on", each));
}

function asOf({ target, sudo }: Machine, { say }: Voice): string {
  const user = target.slice(0, Math.max(0, target.lastIndexOf("@")));
  if (sudo === "nopasswd") return say("approval.as-nopasswd", { user });
  if (sudo === "password") return say("approval.as-password", { user });
  return user;
}

/** What others notice of it. */
export function noticeLines({ steps, undo }: Approved, voice: Voice): readonly string[] {
  if (undo !== undefined) return noticesOfUndo(undo).map(voice.reason);
  return steps === undefined ? [] : noticesOf(steps).map(voice.reason);
}

/** How it is taken back. */
export function wayBackLines({ steps, undo }: Approved, voice: Voice): readonly string[] {
  if (undo !== undefined) return [voice.reason(reason("way-back-again"))];
  return steps === undefined ? [] : wayBackOf(steps).map(voice.reason);
}
