import { describe, expect, it } from "vitest";
import { createTree } from "../../../electron/practice/host-tree.ts";
import { NginxSyntaxError, parseNginx } from "../../../electron/practice/nginx-config.ts";
import { siteFor } from "../../../electron/practice/nginx-serve.ts";
import { readSites } from "../../../electron/practice/nginx-sites.ts";
import { layNginx } from "../../../electron/practice/world-files.ts";

describe("the text of an nginx configuration", () => {
  it("is read with its blocks, quotes and comments", () => {
    const text = `# a comment { ;
server { # another
  server_name a.example "b.example"; location ~ ^/x\\.(a|b)$ { return 200 '{"m": "x;y"}'; }
}`;
    expect(parseNginx(text)).toEqual([
      {
        name: "server",
        args: [],
        block: [
          { name: "server_name", args: ["a.example", "b.example"], block: null },
          {
            name: "location",
            args: ["~", "^/x\\.(a|b)$"],
            block: [{ name: "return", args: ["200", '{"m": "x;y"}'], block: null }],
          },
        ],
      },
    ]);
  });

  it.each(["server {", "}", "listen 80", ";", "server { listen 80 }", "listen 'x;"])(
    "is refused where it is cut or unbalanced: %s",
    (text) => {
      expect(() => parseNginx(text)).toThrow(NginxSyntaxError);
    },
  );
});

describe("the sites of an nginx", () => {
  const withSites = (files: { readonly [name: string]: string }) => {
    const tree = createTree();
    layNginx(tree);
    for (const [name, text] of Object.entries(files)) tree.seed(`/etc/nginx/conf.d/${name}`, text);
    return readSites(tree);
  };

  it("come from every file that is included, and from nothing else", () => {
    const site = (name: string) => `server { listen 443; server_name ${name}; }`;
    const sites = withSites({ "b.conf": site("b"), "a.conf": site("a"), "c.conf.off": site("c") });
    expect(sites.map((each) => each.names)).toEqual([["a"], ["b"], ["_"]]);
  });

  it("are chosen by name, else by default_server, else the first of the port", () => {
    const sites = withSites({
      "a.conf": "server { listen 443; server_name a; } server { listen 80; server_name a; }",
      "b.conf": "server { listen 443; server_name b; }",
    });
    expect(siteFor(sites, 443, "b")?.names).toEqual(["b"]);
    expect(siteFor(sites, 443, "x")?.names).toEqual(["a"]);
    expect(siteFor(sites, 80, "x")?.names).toEqual(["_"]);
    expect(siteFor(sites, 8448, "x")).toBeNull();
  });
});
