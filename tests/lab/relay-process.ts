/**
 * A TCP relay that runs inside the lab's network as a process of its own: arguments are its address, its
 * port and the target's. Each line on standard input sets what it does: `open` passes everything on,
 * `hold` keeps back what the client sends, `mute` keeps back what the server answers, `cut` destroys all
 * connections and refuses new ones, `blink` destroys all connections once. Each command is answered by its
 * name on a line, once it holds.
 */
import { createServer, connect, type Socket } from "node:net";
import { createInterface } from "node:readline";

const [address = "", port = "", target = ""] = process.argv.slice(2);
type State = "open" | "hold" | "mute" | "cut";
let state: State = "open";
const pairs = new Set<readonly [Socket, Socket]>();

/** A client's bytes wait this long (ms), so that a fault ordered at an event comes before the event's packet. */
const lag = 25;

const server = createServer((client) => {
  if (state === "cut") {
    client.destroy();
    return;
  }
  const host = connect({ host: target, port: 22 });
  const pair = [client, host] as const;
  pairs.add(pair);
  const end = (): void => {
    pairs.delete(pair);
    client.destroy();
    host.destroy();
  };
  for (const socket of pair) socket.setNoDelay(true).on("error", end).on("close", end);
  client.on("data", (bytes) => {
    setTimeout(() => {
      if (state === "open" || state === "mute") host.write(bytes);
    }, lag);
  });
  host.on("data", (bytes) => {
    if (state === "open") client.write(bytes);
  });
});

function obey(line: string): void {
  if (line === "blink" || line === "cut") {
    for (const pair of pairs) pair.forEach((socket) => socket.destroy());
  }
  if (line === "blink") state = "open";
  else if (line === "open" || line === "hold" || line === "mute" || line === "cut") state = line;
  else return;
  console.log(line);
}

createInterface({ input: process.stdin })
  .on("line", obey)
  .on("close", () => process.exit(0));
server.listen(Number(port), address, () => console.log("ready"));
