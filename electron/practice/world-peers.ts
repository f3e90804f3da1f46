import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { createSecureContext } from "node:tls";
import type { Authority } from "./authority.ts";
import { createHomeserver } from "./homeserver.ts";
import { seededBytes } from "./seeded-key.ts";
import type { Switchboard } from "./switchboard.ts";
import { PLACES } from "./world-zones.ts";

const RESOURCES = ["client", "federation"];
const WELL_KNOWN = "/.well-known/matrix/server";

/**
 * Starts two homeservers that can be reached: `peer.example` itself on 8448, and `friend.example`,
 * which a well-known leads to `matrix.friend.example:443`.
 */
export async function startPeers(
  seed: string,
  authority: Authority,
  board: Switchboard,
): Promise<void> {
  const peer = createServer(
    await authority.equip("peer", ["peer.example"]),
    homeserverOf(seed, "peer.example"),
  );
  await board.listen(PLACES.peer, 8448, peer);
  const [site, delegated] = await Promise.all([
    authority.equip("friend site", ["friend.example"]),
    authority.equip("friend", ["matrix.friend.example"]),
  ]);
  const contexts = new Map([
    ["friend.example", createSecureContext(site)],
    ["matrix.friend.example", createSecureContext(delegated)],
  ]);
  const homeserver = homeserverOf(seed, "friend.example");
  const friend = createServer(
    { ...site, SNICallback: (name, done) => done(null, contexts.get(name)) },
    (request, response) => {
      if (request.url !== WELL_KNOWN) return homeserver(request, response);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ "m.server": "matrix.friend.example:443" }));
    },
  );
  await board.listen(PLACES.friend, 443, friend);
}

function homeserverOf(seed: string, name: string): RequestListener {
  const key = { id: "ed25519:a_prac", seed: seededBytes(seed, `${name} signing key`) };
  return createHomeserver(name, key, RESOURCES);
}
