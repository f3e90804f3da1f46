import { assertNever } from "../domain/result.ts";
import { asAnswerTo } from "./answers-to.ts";
import type { Observation, Observe, Query } from "./observation.ts";
import { worldAddresses, worldCaa, worldSrv } from "./world-dns.ts";
import { worldEndpoint } from "./world-endpoint.ts";
import { worldWellKnown } from "./world-https.ts";
import type { World } from "./world-types.ts";

/**
 * Looks at a modelled world (`cli.md`, "A world file"). Every question has an answer: what is not in
 * the world does not exist (NXDOMAIN, refused).
 */
export function observeWorld(world: World): Observe {
  return (query) => asAnswerTo(query, answerFrom(world, query));
}

function answerFrom(world: World, query: Query): Observation {
  switch (query.ask) {
    case "addresses":
      return worldAddresses(world, query.host);
    case "srv":
      return worldSrv(world, `${query.service}.${query.name}`);
    case "caa":
      return worldCaa(world, query.name);
    case "well-known":
      return worldWellKnown(world, query.host, query.file);
    case "endpoint":
      return worldEndpoint(world, query.address, query.port, query.sni);
    default:
      return assertNever(query);
  }
}
