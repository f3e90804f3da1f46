import { protocol } from "electron";
import { answerAsset, type Assets } from "../web/assets.ts";

const SCHEME = "app";
const HOST = "homeport";

/** Makes `app://` a scheme with an origin of its own; before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page at `app://homeport/`, from memory, by its list of files. */
export function serveApp(assets: Assets): void {
  protocol.handle(SCHEME, (request) => answerRequest(assets, request.method, request.url));
}

/** Answers one request: only our host, only GET, only what is on the list. */
export function answerRequest(assets: Assets, method: string, url: string): Response {
  const asked = URL.canParse(url) ? new URL(url) : null;
  const isOurs = asked?.protocol === `${SCHEME}:` && asked.host === HOST && asked.username === "";
  const path = isOurs && method === "GET" ? asked.pathname : "";
  const { status, headers, body } = answerAsset(assets, path);
  return new Response(body, { status, headers });
}

/** Tells whether an address is the wizard's own. */
export function isOurAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol: scheme, host, username } = new URL(url);
  return scheme === `${SCHEME}:` && host === HOST && username === "";
}
