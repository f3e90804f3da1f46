import { selfSigned, type Authority } from "./authority.ts";
import { debconfText } from "./host-debconf.ts";
import type { Tree } from "./host-tree.ts";
import { layNginx, layOldFederationPort, laySynapse, layWebsite } from "./world-files.ts";
import type { HostRecipe } from "./world-host.ts";
import { PLACES } from "./world-zones.ts";

/**
 * The machines of a practice world. `one.example`: Synapse right after a non-interactive installation,
 * which does not start for want of a name. `matrix.two.example`: Synapse that was told its name and
 * crash-loops for want of a certificate, beside nginx. `matrix.three.example`: an old server beside
 * nginx, which an SRV record leads to and whose certificate nobody vouches for. `two.example` and
 * `three.example`: the domains' websites.
 */
export async function hostRecipes(
  seed: string,
  authority: Authority,
): Promise<readonly HostRecipe[]> {
  const [old, two, three] = await Promise.all([
    selfSigned(seed, "matrix.three.example", Date.now()),
    website(authority, "two.example", PLACES.websiteTwo),
    website(authority, "three.example", PLACES.websiteThree),
  ]);
  return [
    {
      name: "one.example",
      address: PLACES.one,
      services: ["synapse"],
      running: [],
      lay: (tree) => laySynapse(tree, null, debconfText(null)),
    },
    behindNginx("two.example", PLACES.two, () => {}),
    behindNginx("three.example", PLACES.three, (tree) => layOldFederationPort(tree, old)),
    two,
    three,
  ];
}

function behindNginx(serverName: string, address: string, more: (tree: Tree) => void): HostRecipe {
  return {
    name: `matrix.${serverName}`,
    address,
    services: ["nginx", "synapse"],
    running: ["nginx.service", "matrix-synapse.service"],
    lay: (tree) => {
      layNginx(tree);
      laySynapse(tree, serverName, debconfText(serverName));
      more(tree);
    },
  };
}

async function website(authority: Authority, name: string, address: string): Promise<HostRecipe> {
  const pair = await authority.equip(`${name} website`, [name]);
  return {
    name,
    address,
    services: ["nginx"],
    running: ["nginx.service"],
    lay: (tree) => {
      layNginx(tree);
      layWebsite(tree, name, pair);
    },
  };
}
