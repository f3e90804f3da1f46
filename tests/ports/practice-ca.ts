import { createServer } from "node:http";
import { createAcmeServer, type AcmeServer } from "../../electron/practice/acme-server.ts";
import { createAuthority } from "../../electron/practice/authority.ts";
import { createSwitchboard } from "../../electron/practice/switchboard.ts";
import { createZones, type Zones } from "../../electron/practice/zones.ts";
import type { CaUnderTest } from "./acme-suite.ts";

const NAME = "practice.example";
const WEB = "198.51.100.80";
const SILENT = "198.51.100.82";
const CA = "203.0.113.10";

/** Practice's CA, its faults and the zones that it looks into. */
export interface PracticeCa extends CaUnderTest, AcmeServer {
  readonly zones: Zones;
}

/** Practice's CA alone, with a web server that shows challenges and the zones to change. */
export async function startPracticeCa(): Promise<PracticeCa> {
  const shown = new Map<string, string>();
  const zones = createZones([
    { name: NAME, type: "A", ttl: 60, data: WEB },
    { name: `unshown.${NAME}`, type: "A", ttl: 60, data: WEB },
    { name: `closed.${NAME}`, type: "A", ttl: 60, data: "198.51.100.81" },
    { name: `slow.${NAME}`, type: "A", ttl: 60, data: SILENT },
  ]);
  const board = await createSwitchboard([`${WEB}:80`, `${SILENT}:80`, `${CA}:443`]);
  const web = createServer((request, response) => {
    const body = shown.get(request.url?.split("/").at(-1) ?? "");
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await board.listen(WEB, 80, web);
  // Accepts and never answers.
  await board.listen(
    SILENT,
    80,
    createServer(() => {}),
  );
  const authority = await createAuthority("seed", false, Date.now());
  const acme = createAcmeServer({
    host: "ca.practice.example",
    tls: await authority.equip("ca", ["ca.practice.example"]),
    authority,
    seeing: { zones, portOf: board.portOf, caaName: "ca.practice.example" },
  });
  await board.listen(CA, 443, acme.server);
  return {
    ...acme,
    zones,
    directory: "https://ca.practice.example/directory",
    roots: [authority.root],
    locate: (_host, port) =>
      Promise.resolve([{ address: "127.0.0.1", port: board.portOf(CA, port) ?? 1 }]),
    issuingRoot: () => Promise.resolve(authority.root),
    show: (token, keyAuthorization) => shown.set(token, keyAuthorization),
    name: NAME,
    stop: board.stop,
  };
}
