import { join } from "node:path";
import { app, BrowserWindow } from "electron";
import { loadAssets } from "../web/assets.ts";
import { registerScheme, serveApp } from "./app-protocol.ts";
import { openEngine } from "./engine.ts";
import { carryCalls, tellWindows } from "./ipc.ts";
import { lockDown } from "./lock-down.ts";
import { keepOpen } from "./life.ts";
import { openWindow } from "./window.ts";

/** The built files beside this bundle. */
const PRELOAD = join(import.meta.dirname, "preload.cjs");
const PAGE = join(import.meta.dirname, "page");

const ours = () => BrowserWindow.getAllWindows().map((window) => window.webContents);

async function start(): Promise<void> {
  const stop = new AbortController();
  await app.whenReady();
  lockDown();
  serveApp(await loadAssets(PAGE));
  const wizard = await openEngine({
    stop: stop.signal,
    language: app.getLocale(),
    window: () => BrowserWindow.getAllWindows()[0] ?? null,
    emit: (event) => tellWindows(ours(), event),
  });
  carryCalls(wizard.dispatch, ours);
  keepOpen(wizard, stop, () => openWindow(PRELOAD));
  await openWindow(PRELOAD);
}

app.enableSandbox();
registerScheme();
// Two engines over one state folder would write over each other's drafts.
if (app.requestSingleInstanceLock()) void start();
else app.quit();
