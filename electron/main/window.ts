import { BrowserWindow } from "electron";

/** The one page that a window ever shows. */
export const APP_URL = "app://homeport/";

/** Options of every window: nothing of Node reaches the page (electronjs.org, security, items 2 to 4 and 11). */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
} as const;

/** Opens a window on the wizard; it is shown once there is something to see. */
export async function openWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 390,
    minHeight: 600,
    show: false,
    backgroundColor: "#f3f6f7",
    autoHideMenuBar: true,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  window.once("ready-to-show", () => window.show());
  await window.loadURL(APP_URL);
  return window;
}
