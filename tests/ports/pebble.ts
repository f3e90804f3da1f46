import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { request } from "node:https";
import { createAuthority, type Authority } from "../../electron/practice/authority.ts";
import { startDnsServer } from "../../electron/practice/dns-server.ts";
import { createZones } from "../../electron/practice/zones.ts";
import { sleep, type CaUnderTest } from "./acme-suite.ts";

/** Whether Debian's package `pebble` is installed. */
export function hasPebble(): boolean {
  return spawnSync("pebble", ["-version"]).error === undefined;
}

async function freePort(): Promise<number> {
  const server = createTcp().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a real Pebble on loopback, rejecting `rejectNonces` per cent of good nonces. */
export async function startPebble(rejectNonces: number): Promise<CaUnderTest> {
  const shown = new Map<string, string>();
  const web = createServer((asked, response) => {
    const body = shown.get(asked.url?.split("/").at(-1) ?? "");
    response.writeHead(body === undefined ? 404 : 200).end(body);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => web.once("listening", resolve));
  const names = ["pebble.example", "unshown.pebble.example"];
  const zones = createZones(names.map((name) => ({ name, type: "A", ttl: 60, data: "127.0.0.1" })));
  zones.plant("slow.pebble.example", "TIMEOUT");
  const dns = await startDnsServer(zones);
  const authority = await createAuthority("pebble", false, Date.now());
  const { folder, listen, management } = await writeConfig(authority, web);
  const child = spawn(
    "pebble",
    ["-config", path.join(folder, "config.json"), "-dnsserver", dns.address],
    {
      stdio: "ignore",
      env: {
        ...process.env,
        PEBBLE_VA_NOSLEEP: "1",
        PEBBLE_AUTHZREUSE: "0",
        PEBBLE_WFE_NONCEREJECT: String(rejectNonces),
      },
    },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const read = (port: number, file: string) =>
    get(`https://localhost:${port}/${file}`, authority.root);
  for (let tries = 0; (await read(listen, "dir").catch(() => "")) === ""; tries += 1) {
    if (tries > 100) throw new Error("pebble did not start");
    await sleep(50);
  }
  return {
    directory: `https://localhost:${listen}/dir`,
    roots: [authority.root],
    locate: (_host, port) => Promise.resolve([{ address: "127.0.0.1", port }]),
    issuingRoot: () => read(management, "roots/0"),
    show: (token, keyAuthorization) => shown.set(token, keyAuthorization),
    name: "pebble.example",
    stop: async () => {
      child.kill();
      await ended;
      await dns.stop();
      web.closeAllConnections();
      web.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function get(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { ca, family: 4, agent: false }, (incoming) => {
      let text = "";
      incoming
        .setEncoding("utf8")
        .on("data", (part: string) => (text += part))
        .on("end", () => resolve(text));
    })
      .on("error", reject)
      .end();
  });
}

async function writeConfig(authority: Authority, web: Server) {
  const folder = mkdtempSync(path.join(tmpdir(), "homeport-pebble-"));
  const [listen, management] = [await freePort(), await freePort()];
  const served = await authority.equip("pebble", ["localhost"]);
  writeFileSync(path.join(folder, "cert.pem"), served.cert);
  writeFileSync(path.join(folder, "key.pem"), served.key);
  const config = {
    listenAddress: `127.0.0.1:${listen}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate: path.join(folder, "cert.pem"),
    privateKey: path.join(folder, "key.pem"),
    httpPort: (web.address() as AddressInfo).port,
    tlsPort: 5001,
    ocspResponderURL: "",
    externalAccountBindingRequired: false,
  };
  writeFileSync(path.join(folder, "config.json"), JSON.stringify({ pebble: config }));
  return { folder, listen, management };
}
