import { EventEmitter } from "node:events";
import type { BrowserContext, Page, Route } from "@playwright/test";
import { createSafeStorage } from "./safe-storage.ts";
import { strict } from "./strict.ts";
import { asElectron, openPage, STAND_IN, type WindowPage } from "./window.ts";

type Serve = (request: Request) => Response | Promise<Response>;
type Cancel = (
  details: { readonly url: string },
  answer: (verdict: { readonly cancel: boolean }) => void,
) => void;
type PermissionCheck = (contents: unknown, permission: string) => boolean;
type OpenHandler = (details: { readonly url: string }) => { readonly action: "allow" | "deny" };
type Handle = (event: object, ...args: readonly unknown[]) => unknown;

/** A message box that was shown, and how it is answered. */
export interface ShownBox {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly answer: (button: number) => void;
}

/** What tests see of the double. */
export interface Double {
  /** What `require("electron")` gives. */
  readonly module: object;
  readonly used: ReadonlySet<string>;
  readonly windows: readonly DoubleWindow[];
  /** Options that windows were opened with. */
  readonly options: readonly WindowOptions[];
  readonly schemes: readonly unknown[];
  readonly boxes: readonly ShownBox[];
  /** Every address that was asked for, as Electron writes it, and whether it was cancelled. */
  readonly requests: readonly { readonly url: string; readonly cancelled: boolean }[];
  readonly opened: readonly string[];
  readonly isSandboxed: boolean;
  readonly hasQuit: boolean;
  /** Boxes that say why there is no window. */
  readonly errors: readonly string[];
  /** What the application ended with by itself; null: it did not. */
  readonly exitCode: number | null;
  readonly app: EventEmitter;
  /** Calls the one handler of calls as any frame would. */
  callFrom(frame: object | null, method: string, input: unknown): Promise<unknown>;
}

interface WindowOptions {
  readonly width: number;
  readonly webPreferences: { readonly [name: string]: unknown; readonly preload: string };
}

interface State {
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
}

/** A window of the double: a page of a real Chromium. */
export class DoubleWindow extends EventEmitter {
  /** What the application sees of the contents. */
  readonly webContents: DoubleContents;
  /** The contents themselves, for tests. */
  readonly contents: DoubleContents;
  readonly options: WindowOptions;
  readonly #state: State;
  isShown = false;
  constructor(options: WindowOptions, state: State) {
    super();
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
    this.emit("ready-to-show");
  }
  show(): void {
    this.isShown = true;
  }
  focus(): void {
    this.isShown = true;
  }
  isMinimized(): boolean {
    return !this.isShown;
  }
  restore(): void {
    this.isShown = true;
  }
  /** As the person's click on the cross. */
  async close(): Promise<void> {
    await this.contents.page.close();
    this.#state.windows.splice(this.#state.windows.indexOf(this), 1);
    if (this.#state.windows.length === 0) this.#state.app.emit("window-all-closed");
  }
}

/** The contents of a window. */
export class DoubleContents extends EventEmitter {
  readonly mainFrame: { readonly url: string };
  readonly #state: State;
  #open: WindowPage | null = null;
  #mayOpen: OpenHandler = () => ({ action: "allow" });
  constructor(state: State) {
    super();
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
  isDestroyed(): boolean {
    return this.#open?.page.isClosed() ?? false;
  }
  send(channel: string, value: unknown): void {
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
    if (isMain && this.page.url() !== "about:blank") this.emit("will-navigate", event);
    if (this.page.url() !== "about:blank") this.emit("will-frame-navigate", event);
    return isPrevented;
  }
  #isCancelled(url: string): Promise<boolean> {
    const { cancel } = this.#state;
    if (cancel === null) return Promise.resolve(false);
    return new Promise((resolve) => cancel({ url }, (verdict) => resolve(verdict.cancel)));
  }
}

/** Makes the double of Electron's main-process module over a browser context. */
export function createDouble(context: BrowserContext): Double {
  const state: State = {
    used: new Set(),
    windows: [],
    options: [],
    boxes: [],
    requests: [],
    opened: [],
    handlers: new Map(),
    app: new EventEmitter(),
    context,
    schemes: [],
    serve: null,
    cancel: null,
    check: null,
    isSandboxed: false,
    hasQuit: false,
    errors: [],
    exitCode: null,
  };
  const module = strict("electron", partsOf(state), state.used);
  return {
    module,
    used: state.used,
    windows: state.windows,
    options: state.options,
    boxes: state.boxes,
    requests: state.requests,
    opened: state.opened,
    errors: state.errors,
    app: state.app,
    get schemes() {
      return state.schemes;
    },
    get isSandboxed() {
      return state.isSandboxed;
    },
    get hasQuit() {
      return state.hasQuit;
    },
    get exitCode() {
      return state.exitCode;
    },
    callFrom: async (frame: object | null, method: string, input: unknown) =>
      state.handlers.get("homeport:call")?.({ senderFrame: frame }, method, input),
  };
}

function partsOf(state: State): object {
  const part = <T extends object>(name: string, object: T): T => strict(name, object, state.used);
  class BrowserWindow extends DoubleWindow {
    constructor(options: WindowOptions) {
      super(options, state);
      return strict("BrowserWindow", this, state.used);
    }
    static getAllWindows(): readonly DoubleWindow[] {
      return state.windows.map((each) => strict("BrowserWindow", each, state.used));
    }
  }
  return {
    BrowserWindow,
    app: part("app", appOf(state)),
    protocol: part("protocol", {
      registerSchemesAsPrivileged: (schemes: readonly unknown[]) => void (state.schemes = schemes),
      handle: (_scheme: string, serve: Serve) => void (state.serve = serve),
    }),
    session: part("session", { defaultSession: part("session.defaultSession", sessionOf(state)) }),
    ipcMain: part("ipcMain", {
      handle: (channel: string, handle: Handle) => void state.handlers.set(channel, handle),
    }),
    dialog: part("dialog", {
      showMessageBox: (...given: readonly unknown[]) => showBox(state, given.at(-1)),
      showErrorBox: (title: string, text: string) => void state.errors.push(`${title}\n${text}`),
    }),
    safeStorage: part("safeStorage", createSafeStorage("basic_text")),
    shell: part("shell", {
      openExternal: async (url: string) => void state.opened.push(url),
    }),
  };
}

function appOf(state: State): object {
  return {
    enableSandbox: () => void (state.isSandboxed = true),
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(),
    getLocale: () => "en-GB",
    on: (name: string, listener: (...args: unknown[]) => void) => void state.app.on(name, listener),
    exit: (code: number) => void (state.exitCode = code),
    quit: () => {
      let isPrevented = false;
      state.app.emit("before-quit", { preventDefault: () => void (isPrevented = true) });
      if (!isPrevented) state.hasQuit = true;
    },
  };
}

function sessionOf(state: State): object {
  return {
    setPermissionRequestHandler: (_handler: unknown) => undefined,
    setPermissionCheckHandler: (check: PermissionCheck) => void (state.check = check),
    setDevicePermissionHandler: (_handler: unknown) => undefined,
    webRequest: strict(
      "session.webRequest",
      { onBeforeRequest: (cancel: Cancel) => void (state.cancel = cancel) },
      state.used,
    ),
  };
}

function showBox(state: State, given: unknown): Promise<{ readonly response: number }> {
  const options = given as Omit<ShownBox, "answer"> & {
    readonly signal: AbortSignal;
    readonly cancelId: number;
  };
  return new Promise((resolve) => {
    const answer = (response: number): void => resolve({ response });
    options.signal.addEventListener("abort", () => answer(options.cancelId), { once: true });
    state.boxes.push({ ...options, answer });
  });
}
