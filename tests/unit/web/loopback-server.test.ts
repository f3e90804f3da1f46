import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { listenOnLoopback, type LocalServer } from "../../../electron/web/loopback-server.ts";
import { createVoice } from "../../../electron/web/say.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function listen(answer: LocalServer["answer"], mostBody = 10) {
  const bugs: unknown[] = [];
  const tellBug = async (thrown: unknown): Promise<void> => void bugs.push(thrown);
  const voice = createVoice("en");
  const { port, close } = await listenOnLoopback({ answer, mostBody, voice, tellBug }, 0);
  ended.push(close);
  const origin = `http://127.0.0.1:${port}`;
  return { port, origin, bugs };
}

const said = (status: number, body: string) => ({ status, headers: {}, body });

/** Sends a request as it stands, and gives the whole answer. */
async function raw(port: number, request: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => (text += part));
  socket.write(request);
  await once(socket, "close");
  return text;
}

test("a path comes as it stands: not decoded, not joined, without its query", async () => {
  const paths: string[] = [];
  const { port } = await listen(({ path }) => {
    paths.push(path);
    return said(200, "seen");
  });
  for (const path of ["/a%2e%2e/%2Fetc?x=/../y", "/../etc", "http://evil.example/b"]) {
    const head = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`;
    expect(await raw(port, head)).toContain("seen");
  }
  expect(paths).toEqual(["/a%2e%2e/%2Fetc", "/../etc", "http://evil.example/b"]);
});

test("nothing that the guard turns away reaches the server", async () => {
  const seen: string[] = [];
  const { port } = await listen(({ path }) => {
    seen.push(path);
    return said(200, "");
  });
  for (const lines of [
    "GET / HTTP/1.1\r\nhost: evil.example",
    `PUT / HTTP/1.1\r\nhost: 127.0.0.1:${port}`,
    `POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 0`,
    `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: http://127.0.0.1:${port}\r\norigin: http://evil.example`,
  ])
    expect(await raw(port, `${lines}\r\nconnection: close\r\n\r\n`)).toContain("403 Forbidden");
  expect(seen).toEqual([]);
});

test("a body that is too large is read to its end, dropped, and told as none", async () => {
  const { origin } = await listen(async (asked) => said(200, String(await asked.body())));
  const post = async (body: string): Promise<string> =>
    (await fetch(origin, { method: "POST", body, headers: { origin } })).text();
  expect(await post("0123456789")).toBe("0123456789");
  expect(await post("0123456789a")).toBe("null");
  expect(await post("x".repeat(3_000_000))).toBe("null");
});

test("what throws is told as a bug and answered without a word of it", async () => {
  const { origin, bugs } = await listen(() => {
    throw new Error("a secret");
  });
  const answer = await fetch(origin);
  expect([answer.status, await answer.text()]).toEqual([500, ""]);
  expect(bugs).toEqual([new Error("a secret")]);
});

test("whoever leaves while they send something is no bug", async () => {
  let given: Promise<string | null> | null = null;
  const { port, bugs } = await listen(async (asked) => {
    given = asked.body();
    return said(200, String(await given));
  });
  const socket = connect(port, "127.0.0.1");
  const head = `POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: http://127.0.0.1:${port}`;
  socket.write(`${head}\r\ncontent-length: 9\r\n\r\nhalf`);
  await expect.poll(() => given !== null).toBe(true);
  socket.destroy();
  await expect(given).rejects.toThrow("aborted");
  await expect.poll(() => bugs).toEqual([]);
});

test("an answer that goes on ends with its reader", async () => {
  const readers: { readonly write: (text: string) => void; readonly end: () => void }[] = [];
  let left = 0;
  const { origin } = await listen(() => ({
    status: 200,
    headers: {},
    body: (reader) => {
      readers.push(reader);
      reader.write("one");
      return () => void (left += 1);
    },
  }));
  const stop = new AbortController();
  const answer = await fetch(origin, { signal: stop.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe("one");
  stop.abort();
  await expect.poll(() => left).toBe(1);
  for (const each of readers) each.write("two");
  const whole = fetch(origin).then(async (again) => again.text());
  await expect.poll(() => readers.length).toBe(2);
  readers[1]?.write("two");
  readers[1]?.end();
  expect(await whole).toBe("onetwo");
  await expect.poll(() => left).toBe(2);
});
