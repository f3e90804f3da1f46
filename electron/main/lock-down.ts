import { app, session, type WebContents } from "electron";
import { isOurAddress } from "./app-protocol.ts";

/**
 * Closes everything that the wizard's page does not need: other addresses, new windows, webviews,
 * permissions, devices, requests that leave the page's own origin.
 */
export function lockDown(): void {
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayBeAsked(url) }));
}

/** The page itself and what it saves for the person; developer tools are a page of the browser's own. */
export function mayBeAsked(url: string): boolean {
  if (url.startsWith("blob:")) return isOurAddress(url.slice("blob:".length));
  return isOurAddress(url) || url.startsWith("devtools://");
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-navigate", (event) => {
    if (!isOurAddress(event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!isOurAddress(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!isOurAddress(event.url)) event.preventDefault();
  });
}
