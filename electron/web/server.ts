import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { WEB_CARRIER } from "../../shared/api/web-carrier.ts";
import type { Dispatch } from "../engine/dispatch.ts";
import { answerAsset, type Assets } from "./assets.ts";
import type { Codes } from "./codes.ts";
import type { EventHub } from "./event-stream.ts";
import { bearerOf, judgeRequest, type Asked } from "./guard.ts";
import { COMMON_HEADERS } from "./page-headers.ts";

/** What the local server carries. */
export interface WebOptions {
  readonly assets: Assets;
  readonly dispatch: Dispatch;
  readonly codes: Codes;
  readonly events: EventHub;
  /** Opens a fresh page for a person who lost theirs; false where nothing could be opened. */
  readonly openAgain: () => Promise<boolean>;
  /** A page is opened again at most so often, in ms; 5000 unless said otherwise. */
  readonly againEveryMs?: number;
  /** What a person types to start this again. */
  readonly command: string;
}

/** A server that listens on loopback. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A plan file is the largest thing that is sent (bytes). */
const MOST_BODY = 16 * 1024 * 1024;
/** A page is opened again at most so often, in ms: other programs can ask for it too. */
const AGAIN_EVERY_MS = 5000;

const CodeBody = z.object({ code: z.string().max(128) });

/** The wizard over HTTP: every route is guarded, and everything but the page itself needs the token. */
export function createWebApp(options: WebOptions, port: () => number): Hono {
  const { assets, dispatch, codes, events, command } = options;
  const app = new Hono();
  const openAgain = seldom(options.openAgain, options.againEveryMs ?? AGAIN_EVERY_MS);
  app.use("*", async (context, next) => {
    const turned = judgeRequest(askedOf(context), port());
    if (turned !== null) return context.json({ turnedAway: turned }, 403, COMMON_HEADERS);
    return next();
  });
  app.use("*", bodyLimit({ maxSize: MOST_BODY }));
  app.post(WEB_CARRIER.session, async (context) => {
    const body = CodeBody.safeParse(await readJson(context));
    const token = body.success ? codes.exchange(body.data.code) : null;
    return token === null
      ? context.json({ turnedAway: "code" }, 401, COMMON_HEADERS)
      : context.json({ token }, 200, COMMON_HEADERS);
  });
  app.post(WEB_CARRIER.again, async (context) => {
    return context.json({ opened: await openAgain(), command }, 200, COMMON_HEADERS);
  });
  app.use("/api/*", async (context, next) => {
    const token = bearerOf(context.req.header("authorization"));
    if (token === null || !codes.knows(token))
      return context.json({ turnedAway: "token" }, 401, COMMON_HEADERS);
    return next();
  });
  app.get(WEB_CARRIER.events, (context) =>
    context.body(events.open(), 200, { ...COMMON_HEADERS, "content-type": "text/event-stream" }),
  );
  app.post(`${WEB_CARRIER.call}:method`, async (context) => {
    const reply = await dispatch(context.req.param("method"), await readJson(context));
    return context.json(reply, 200, COMMON_HEADERS);
  });
  app.get("*", (context) => {
    const { status, headers, body } = answerAsset(assets, context.req.path);
    return context.body(body, status, headers);
  });
  return app;
}

/**
 * Opens at most one page in so many ms. Who asks too soon gets one a little later, together with everybody
 * else who asked meanwhile, and is told how it went the last time: a second reload must not end in nothing.
 */
function seldom(open: () => Promise<boolean>, everyMs: number): () => Promise<boolean> {
  let last: { readonly at: number; readonly opened: Promise<boolean> } | null = null;
  let isComing = false;
  const now = (): Promise<boolean> => {
    isComing = false;
    last = { at: performance.now(), opened: open() };
    return last.opened;
  };
  return () => {
    const rest = last === null ? 0 : last.at + everyMs - performance.now();
    if (last === null || rest <= 0) return now();
    if (!isComing) setTimeout(() => void now(), rest).unref();
    isComing = true;
    return last.opened;
  };
}

/** Listens on 127.0.0.1 and nowhere else; port 0: one that is free. Rejects where the port is taken. */
export async function listenOnLoopback(app: Hono, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return { port: address.port, close: () => closeServer(server) };
}

function closeServer(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if (isHttp(server)) server.closeAllConnections();
  });
}

function isHttp(server: object): server is Server {
  return "closeAllConnections" in server;
}

/** What the guard looks at, of a request as hono gives it. */
export function askedOf({ req }: Pick<Context, "req">): Asked {
  return {
    method: req.method,
    host: req.header("host"),
    origin: req.header("origin"),
    site: req.header("sec-fetch-site"),
    mode: req.header("sec-fetch-mode"),
  };
}

/** Only what says that it is JSON is read as JSON: a form of another site cannot say so. */
async function readJson({ req }: Pick<Context, "req">): Promise<unknown> {
  if (!/^application\/json\b/.test(req.header("content-type") ?? "")) return null;
  try {
    return await req.json<unknown>();
  } catch {
    return null;
  }
}
