import { isSignInEnded } from "./sign-in-ended.ts";

/** Waits between tries to open the stream again, in ms. */
const WAITS_MS = [200, 500, 1000, 2000, 5000] as const;

/**
 * Reads the stream of events (`data: JSON` messages) and opens it again when it ends. After each
 * opening, the first too, the listener gets `{event: "opened"}`: something may have been missed before.
 * Once the server has ended the token it gets `{event: "sign-in-ended"}`, and nothing more. Gives what ends
 * the listening.
 */
export function readEvents(
  path: string,
  token: string,
  listener: (event: unknown) => void,
): () => void {
  const stop = new AbortController();
  void keepReading(path, token, listener, stop.signal);
  return () => stop.abort();
}

async function keepReading(
  path: string,
  token: string,
  listener: (event: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` }, signal });
      if (await isSignInEnded(answer)) return listener({ event: "sign-in-ended" });
      if (!answer.ok || answer.body === null) throw new Error(`events: ${answer.status}`);
      listener({ event: "opened" });
      failures = 0;
      await readAll(answer.body, listener);
    } catch {
      failures += 1;
    }
    if (signal.aborted) return;
    if (failures >= WAITS_MS.length) listener({ event: "lost" });
    await wait(WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 5000);
  }
}

async function readAll(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  listener: (event: unknown) => void,
): Promise<void> {
  let rest = "";
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const messages = (rest + value).split(/\r?\n\r?\n/);
    rest = messages.pop() ?? "";
    for (const message of messages) tell(message, listener);
  }
}

function tell(message: string, listener: (event: unknown) => void): void {
  const data = message
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trimStart())
    .join("\n");
  if (data === "") return;
  const event: unknown = JSON.parse(data);
  listener(event);
}

async function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
