import { readFileSync } from "node:fs";
import type { BrowserContext, CDPSession, Page, Route } from "@playwright/test";
import { DOOR, PAGE_SCRIPT, preloadScript, PRELOAD_WORLD } from "./worlds.ts";

/** Where Chromium sees `app://homeport/`: it knows no such scheme, so the double stands in between. */
export const STAND_IN = "https://homeport.double.test/";

/** As Electron writes an address. */
export function asElectron(url: string): string {
  return url.startsWith(STAND_IN) ? `app://homeport/${url.slice(STAND_IN.length)}` : url;
}

/** What a page asks of the main process. */
export interface Asking {
  /** Answers a call of `ipcRenderer.invoke`. */
  readonly invoke: (channel: string, args: readonly unknown[]) => Promise<unknown>;
  /** Serves a request; null: it is cancelled. */
  readonly request: (url: string, route: Route) => Promise<Response | null>;
}

/** A page of Chromium that is a window. */
export interface WindowPage {
  readonly page: Page;
  deliver(channel: string, value: unknown): Promise<void>;
}

/** Opens a page with the built preload in a world of its own. */
export async function openPage(
  context: BrowserContext,
  preload: string,
  asking: Asking,
): Promise<WindowPage> {
  const page = await context.newPage();
  const chromium = await context.newCDPSession(page);
  let world: number | null = null;
  chromium.on("Runtime.executionContextCreated", ({ context: made }) => {
    const { name, id, auxData } = made;
    const isMain: unknown = Reflect.get(auxData ?? {}, "frameId");
    if (name === PRELOAD_WORLD && isMain !== undefined) world = id;
  });
  await chromium.send("Page.enable");
  await chromium.send("Runtime.enable");
  await chromium.send("Runtime.addBinding", { name: DOOR, executionContextName: PRELOAD_WORLD });
  const source = preloadScript(readFileSync(preload, "utf8"));
  await chromium.send("Page.addScriptToEvaluateOnNewDocument", {
    source,
    worldName: PRELOAD_WORLD,
  });
  await page.addInitScript(PAGE_SCRIPT);
  chromium.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
    if (name === DOOR) void answer(chromium, executionContextId, payload, asking);
  });
  await page.route("**/*", async (route) => {
    const response = await asking.request(asElectron(route.request().url()), route);
    if (response === null) return route.abort("blockedbyclient");
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body,
    });
  });
  const deliver = async (channel: string, value: unknown): Promise<void> => {
    if (world === null) return;
    const expression = `window.__double.deliver(${JSON.stringify(channel)}, ${JSON.stringify(value)})`;
    await chromium
      .send("Runtime.evaluate", { expression, contextId: world })
      .catch(() => undefined);
  };
  return { page, deliver };
}

interface Call {
  readonly id: number;
  readonly channel: string;
  readonly args: readonly unknown[];
}

async function answer(
  chromium: CDPSession,
  contextId: number,
  payload: string,
  { invoke }: Asking,
): Promise<void> {
  const { id, channel, args } = JSON.parse(payload) as Call;
  const value = await invoke(channel, args);
  const expression = `window.__double.settle(${id}, ${JSON.stringify(value) ?? "undefined"})`;
  await chromium.send("Runtime.evaluate", { expression, contextId }).catch(() => undefined);
}
