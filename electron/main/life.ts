import { app, BrowserWindow } from "electron";
import type { Wizard } from "../engine/wizard.ts";

/** How often we look whether a run has ended after the last window was closed, in ms. */
const LOOK_EVERY_MS = 1000;

/**
 * Windows come and go: a second start brings the window back, and while a run is under way closing it
 * ends nothing. Quitting stops the run first, which takes back what it touched.
 */
export function keepOpen(
  wizard: Pick<Wizard, "isBusy" | "close">,
  stop: AbortController,
  open: () => Promise<BrowserWindow>,
): void {
  const show = (): void => {
    const [first] = BrowserWindow.getAllWindows();
    if (first === undefined) return void open();
    if (first.isMinimized()) first.restore();
    first.focus();
  };
  app.on("second-instance", show);
  app.on("activate", show);
  app.on("window-all-closed", () => quitWhenIdle(wizard));
  let isClosing = false;
  app.on("before-quit", (event) => {
    if (isClosing) return;
    isClosing = true;
    event.preventDefault();
    void wizard.close().finally(() => {
      stop.abort();
      app.quit();
    });
  });
}

function quitWhenIdle(wizard: Pick<Wizard, "isBusy">): void {
  if (!wizard.isBusy()) return app.quit();
  const timer = setInterval(() => {
    const isWanted = BrowserWindow.getAllWindows().length > 0;
    if (isWanted || !wizard.isBusy()) clearInterval(timer);
    if (!isWanted && !wizard.isBusy()) app.quit();
  }, LOOK_EVERY_MS);
}
