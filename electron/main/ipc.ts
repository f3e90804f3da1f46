import { ipcMain } from "electron";
import type { WizardEvent } from "../../shared/api/events.ts";
import { problem } from "../../shared/problems/problem.ts";
import type { Dispatch } from "../engine/dispatch.ts";
import { isOurAddress } from "./app-protocol.ts";

/** The one channel for calls, and the one for events. */
export const CHANNELS = { call: "homeport:call", event: "homeport:event" } as const;

/** A frame that sent something, as far as it is judged. */
export interface SendingFrame {
  readonly url: string;
}

/** A window's page, as far as senders are judged and events are sent. */
export interface OurContents {
  readonly mainFrame: SendingFrame;
  isDestroyed(): boolean;
  send(channel: string, event: unknown): void;
}

/** The sender is the main frame of one of our windows, and shows our own page. */
export function isOurSender(
  frame: SendingFrame | null,
  contents: readonly OurContents[],
): frame is SendingFrame {
  if (frame === null || !isOurAddress(frame.url)) return false;
  return contents.some((each) => !each.isDestroyed() && each.mainFrame === frame);
}

/** Carries calls of our own windows to the dispatcher; anybody else is turned away without a word of why. */
export function carryCalls(dispatch: Dispatch, windows: () => readonly OurContents[]): void {
  ipcMain.handle(CHANNELS.call, (event, method: unknown, input: unknown) =>
    isOurSender(event.senderFrame, windows())
      ? dispatch(method, input)
      : { ok: false, problem: problem("request-bad", { where: "sender" }) },
  );
}

/** Tells every window of an event. */
export function tellWindows(windows: readonly OurContents[], event: WizardEvent): void {
  for (const each of windows) if (!each.isDestroyed()) each.send(CHANNELS.event, event);
}
