import { z } from "zod";
import { WEB_CARRIER } from "../../shared/api/web-carrier.ts";
import type { Dispatch } from "../engine/dispatch.ts";
import { answerAsset, type Assets } from "./assets.ts";
import type { Codes } from "./codes.ts";
import type { EventHub } from "./event-stream.ts";
import { bearerOf } from "./guard.ts";
import type { LocalServer } from "./loopback-server.ts";
import { answerEmpty, answerJson, type WebAnswer, type WebRequest } from "./web-answer.ts";

/** What the local server carries. */
export interface WebOptions extends Pick<LocalServer, "tellBug" | "voice"> {
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

/** A plan file is the largest thing that is sent (bytes). */
const MOST_BODY = 16 * 1024 * 1024;
/** A page is opened again at most so often, in ms: other programs can ask for it too. */
const AGAIN_EVERY_MS = 5000;

/** Pages that listen at the same time; each has one stream. */
const MOST_STREAMS = 32;

const CodeBody = z.object({ code: z.string().max(128) });

/** The wizard over HTTP: everything but the page itself, the code and a lost page needs the token. */
export function createWebApp(options: WebOptions): LocalServer {
  const { assets, command, tellBug, voice } = options;
  const openAgain = seldom(options.openAgain, options.againEveryMs ?? AGAIN_EVERY_MS);
  return {
    mostBody: MOST_BODY,
    voice,
    tellBug,
    answer: async (asked) => {
      const { method, path } = asked;
      if (method === "POST" && path === WEB_CARRIER.session) return exchange(options, asked);
      if (method === "POST" && path === WEB_CARRIER.again)
        return answerJson(200, { opened: await openAgain(), command });
      if (path.startsWith(WEB_CARRIER.call)) return answerHolder(options, asked);
      return method === "POST" ? answerEmpty(404) : answerAsset(assets, path);
    },
  };
}

/** Exchanges the code of an opened address for the token; one that comes twice ends the first one's events. */
async function exchange(
  { codes, events }: Pick<WebOptions, "codes" | "events">,
  asked: WebRequest,
): Promise<WebAnswer> {
  const sent = await readJson(asked);
  const body = CodeBody.safeParse(sent.value);
  const token = body.success ? codes.exchange(body.data.code) : null;
  if (token !== null) return answerJson(200, { token });
  events.recheck();
  return answerJson(401, { turnedAway: "code" });
}

/** What only the holder of the token may ask. */
async function answerHolder(
  { codes, events, dispatch }: WebOptions,
  asked: WebRequest,
): Promise<WebAnswer> {
  const token = bearerOf(asked.header("authorization"));
  if (token === null || !codes.knows(token))
    return answerJson(401, {
      turnedAway: token !== null && codes.hasEnded(token) ? "ended" : "token",
    });
  if (asked.method !== "POST")
    return asked.path === WEB_CARRIER.events ? stream(events, () => codes.knows(token)) : NOTHING;
  const sent = await readJson(asked);
  if (sent.isTooLarge) return answerEmpty(413);
  return answerJson(200, await dispatch(asked.path.slice(WEB_CARRIER.call.length), sent.value));
}

const NOTHING = answerEmpty(404);

function stream(events: EventHub, mayRead: () => boolean): WebAnswer {
  if (events.readers() >= MOST_STREAMS) return answerEmpty(429);
  const headers = { "content-type": "text/event-stream" };
  return { status: 200, headers, body: (reader) => events.open(reader, mayRead) };
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

/** Only what says that it is JSON is read as JSON: a form of another site cannot say so. */
async function readJson(
  asked: WebRequest,
): Promise<{ readonly value: unknown; readonly isTooLarge: boolean }> {
  const text = await asked.body();
  if (text === null) return { value: null, isTooLarge: true };
  const isJson = /^application\/json\b/.test(asked.header("content-type") ?? "");
  try {
    const value: unknown = isJson ? JSON.parse(text) : null;
    return { value, isTooLarge: false };
  } catch {
    return { value: null, isTooLarge: false };
  }
}
