/**
 * Runs inside the lab's network as a process of its own: a user of each homeserver logs in, the first makes a room,
 * the second joins it by its alias, both send a message and read the other's. Prints one JSON line.
 */
interface User {
  readonly base: string;
  readonly user: string;
  readonly password: string;
}
interface Task {
  readonly first: User;
  readonly second: User;
  readonly serverName: string;
  readonly alias: string;
}
type Json = Record<string, unknown>;

const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const began = performance.now();

async function call(
  base: string,
  method: string,
  route: string,
  token: string | null,
  body?: Json,
): Promise<Json> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  const answer = await fetch(`${base}/_matrix/client/v3${route}`, {
    method,
    headers,
    signal: AbortSignal.timeout(60_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${method} ${base}${route}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as Json;
}

async function login(who: User): Promise<string> {
  const identifier = { type: "m.id.user", user: who.user };
  const got = await call(who.base, "POST", "/login", null, {
    type: "m.login.password",
    identifier,
    password: who.password,
  });
  return String(got["access_token"]);
}

async function send(who: User, token: string, room: string, text: string): Promise<void> {
  const route = `/rooms/${encodeURIComponent(room)}/send/m.room.message/${Date.now()}`;
  await call(who.base, "PUT", route, token, { msgtype: "m.text", body: text });
}

async function reads(who: User, token: string, room: string, text: string): Promise<number> {
  const since = performance.now();
  while (performance.now() - since < 30_000) {
    const got = await call(
      who.base,
      "GET",
      `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=20`,
      token,
    );
    const events = got["chunk"] as readonly { readonly content?: { readonly body?: string } }[];
    if (events.some((event) => event.content?.body === text)) return performance.now() - since;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${who.user} never read “${text}”`);
}

const [first, second] = [await login(task.first), await login(task.second)];
const made = await call(task.first.base, "POST", "/createRoom", first, {
  preset: "public_chat",
  room_alias_name: task.alias,
});
const room = String(made["room_id"]);
const joining = performance.now();
await call(
  task.second.base,
  "POST",
  `/join/${encodeURIComponent(`#${task.alias}:${task.serverName}`)}`,
  second,
  {},
);
const joinMs = performance.now() - joining;
const [fromFirst, fromSecond] = [`hello from ${task.first.user}`, `hello from ${task.second.user}`];
await send(task.first, first, room, fromFirst);
await send(task.second, second, room, fromSecond);
await reads(task.first, first, room, fromSecond);
await reads(task.second, second, room, fromFirst);
console.log(
  JSON.stringify({
    room,
    joinMs: Math.round(joinMs),
    totalMs: Math.round(performance.now() - began),
  }),
);
