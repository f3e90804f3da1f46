import { EventEmitter } from "node:events";
import type { BrowserContext, Page, Route } from "@playwright/test";
import { known } from "./known-events.ts";
import type {
  Cancel,
  Handle,
  OpenHandler,
  PermissionCheck,
  Serve,
  ShownBox,
  WindowOptions,
} from "./handlers.ts";
import { strict } from "./strict.ts";
import { asElectron, openPage, STAND_IN, type WindowPage } from "./window.ts";

/** What the parts of the double share. */
export interface State {
  readonly used: Set<string>;
  readonly windows: DoubleWindow[];
  readonly options: WindowOptions[];
  readonly boxes: ShownBox[];
  readonly requests: { url: string; cancelled: boolean }[];
  readonly opened: string[];
  readonly handlers: Map<string, Handle>;
  readonly app: EventEmitter;
  readonly context: BrowserContext;
  schemes: readonly unknown[];
  serve: Serve | null;
  cancel: Cancel | null;
  check: PermissionCheck | null;
  isSandboxed: boolean;
  hasQuit: boolean;
  readonly errors: string[];
  exitCode: number | null;
  /** Told of all that is sent to pages, at the moment of sending. */
  readonly sent: EventEmitter;
}

/** A window of the double: a page of a real Chromium. */
export class DoubleWindow {
  /** What the application sees of the contents. */
  readonly webContents: DoubleContents;
  /** The contents themselves, for tests. */
  readonly contents: DoubleContents;
  readonly options: WindowOptions;
  readonly #state: State;
  readonly #events = new EventEmitter();
  isShown = false;
  isInFront = false;
  constructor(options: WindowOptions, state: State) {
    this.options = options;
    this.#state = state;
    state.options.push(options);
    state.windows.push(this);
    this.contents = new DoubleContents(state);
    this.webContents = strict("webContents", this.contents, state.used);
    state.app.emit("web-contents-created", {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    await this.contents.open(this.options.webPreferences.preload);
    await this.contents.page.goto(url.replace("app://homeport/", STAND_IN));
    this.#events.emit("ready-to-show");
  }
  once(name: string, listener: () => void): void {
    this.#events.once(known("BrowserWindow", name), listener);
  }
  show(): void {
    this.isShown = true;
  }
  /** Brings a window to the front; one that is minimized stays so. */
  focus(): void {
    this.isInFront = this.isShown;
  }
  isMinimized(): boolean {
    return !this.isShown;
  }
  restore(): void {
    this.isShown = true;
  }
  /** As the person's click on the line. */
  minimize(): void {
    this.isShown = false;
    this.isInFront = false;
  }
  /** As the person's click on the cross. */
  async close(): Promise<void> {
    await this.contents.page.close();
    this.#state.windows.splice(this.#state.windows.indexOf(this), 1);
    if (this.#state.windows.length === 0) this.#state.app.emit("window-all-closed");
  }
}

/** The contents of a window. */
export class DoubleContents {
  readonly mainFrame: { readonly url: string };
  readonly #state: State;
  #open: WindowPage | null = null;
  #mayOpen: OpenHandler = () => ({ action: "allow" });
  readonly #events = new EventEmitter();
  constructor(state: State) {
    this.#state = state;
    const address = (): string => asElectron(this.#open?.page.url() ?? "");
    this.mainFrame = {
      get url() {
        return address();
      },
    };
  }
  get page(): Page {
    if (this.#open === null) throw new Error("the window shows nothing yet");
    return this.#open.page;
  }
  async open(preload: string): Promise<void> {
    this.#open = await openPage(this.#state.context, preload, {
      invoke: async (channel, args) =>
        this.#state.handlers.get(channel)?.({ senderFrame: this.mainFrame }, ...args),
      request: (url, route) => this.#answer(url, route),
    });
    this.page.on("popup", (popup) => {
      if (this.#mayOpen({ url: popup.url() }).action === "deny") void popup.close();
    });
  }
  on(name: string, listener: (event: object) => void): void {
    this.#events.on(known("webContents", name), listener);
  }
  isDestroyed(): boolean {
    return this.#open?.page.isClosed() ?? false;
  }
  send(channel: string, value: unknown): void {
    this.#state.sent.emit("sent", value);
    void this.#open?.deliver(channel, value);
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#mayOpen = handler;
  }
  async #answer(url: string, route: Route): Promise<Response | null> {
    const request = route.request();
    const isPrevented =
      request.isNavigationRequest() &&
      this.#isPrevented(url, request.frame() === this.page.mainFrame());
    const isCancelled = isPrevented || (await this.#isCancelled(url));
    this.#state.requests.push({ url, cancelled: isCancelled });
    // The page stays where it is, as it does in Electron.
    if (isPrevented) return new Response(null, { status: 204 });
    if (isCancelled) return null;
    if (this.#state.serve === null) throw new Error("nobody serves app://");
    return this.#state.serve(new Request(url, { method: request.method() }));
  }
  #isPrevented(url: string, isMain: boolean): boolean {
    let isPrevented = false;
    const event = { url, preventDefault: () => void (isPrevented = true) };
    // The window's own loadURL is no navigation of the page's.
    if (isMain && this.page.url() !== "about:blank") this.#events.emit("will-navigate", event);
    if (this.page.url() !== "about:blank") this.#events.emit("will-frame-navigate", event);
    return isPrevented;
  }
  #isCancelled(url: string): Promise<boolean> {
    const { cancel } = this.#state;
    if (cancel === null) return Promise.resolve(false);
    return new Promise((resolve) => cancel({ url }, (verdict) => resolve(verdict.cancel)));
  }
}
