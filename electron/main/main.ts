import { join } from "node:path";
import { app, BrowserWindow } from "electron";
import { loadAssets } from "../web/assets.ts";
import { registerScheme, serveApp } from "./app-protocol.ts";
import { createVoice, type Voice } from "../web/say.ts";
import { cannotStart } from "./cannot-start.ts";
import { openEngine, stateFolderHere } from "./engine.ts";
import { carryCalls, tellWindows } from "./ipc.ts";
import { lockDown } from "./lock-down.ts";
import { keepOpen } from "./life.ts";
import { openWindow } from "./window.ts";

/** The built files beside this bundle. */
const PRELOAD = join(import.meta.dirname, "preload.cjs");
const PAGE = join(import.meta.dirname, "page");

const ours = () => BrowserWindow.getAllWindows().map((window) => window.webContents);

async function start(stateFolder: string): Promise<void> {
  await app.whenReady();
  const voice = createVoice(app.getLocale());
  try {
    await openWizard(stateFolder, voice);
  } catch (thrown) {
    await cannotStart(thrown, stateFolder, voice);
  }
}

async function openWizard(stateFolder: string, voice: Voice): Promise<void> {
  const stop = new AbortController();
  lockDown();
  serveApp(await loadAssets(PAGE));
  const wizard = await openEngine({
    stop: stop.signal,
    stateFolder,
    voice,
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
if (app.requestSingleInstanceLock()) void start(stateFolderHere());
else app.quit();
