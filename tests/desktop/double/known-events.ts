/** Events that the double sends, by who sends them; listening for any other would never hear a thing. */
export const KNOWN = {
  app: ["activate", "before-quit", "second-instance", "web-contents-created", "window-all-closed"],
  BrowserWindow: ["ready-to-show"],
  webContents: ["will-attach-webview", "will-frame-navigate", "will-navigate", "will-redirect"],
} as const;

/** Gives an event's name back; throws where the double does not know it. */
export function known(sender: keyof typeof KNOWN, name: string): string {
  if (KNOWN[sender].some((each) => each === name)) return name;
  throw new Error(`the double of Electron does not know the event ${name} of ${sender}`);
}
