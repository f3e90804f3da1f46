import { cert, homeserver, names, site, srv, type Place, type Sketch } from "./sketch.ts";

const hosts = (p: Place): Readonly<Record<string, object>> => ({
  [p.name]: { A: [p.v4(1)] },
  [p.at("matrix")]: { A: [p.v4(2)] },
  [p.at("www")]: { A: [p.v4(3)] },
});

/** The file as `page` has it; the homeserver answers on 8443 of `matrix.NAME` and on 8448 of the name itself. */
function served(p: Place, page: object, certificate?: object): ReturnType<Sketch["file"]> {
  return {
    dns: hosts(p),
    https: { [p.name]: site(page, certificate) },
    endpoints: {
      [`${p.v4(2)}:8443`]: homeserver(p.at("matrix")),
      [`${p.v4(1)}:8448`]: homeserver(p.name),
    },
  };
}

const good = (p: Place): object => names(`${p.at("matrix")}:8443`);

/** Worlds with a well-known file that names a server in a form that can be meant. */
export const fileWorlds: readonly Sketch[] = [
  { id: "file", title: "a well-known with a port", file: (p) => served(p, good(p)) },
  {
    id: "file-no-port",
    title: "a well-known without a port, no SRV: 8448",
    file: (p) => ({
      dns: hosts(p),
      https: { [p.name]: site(names(p.at("matrix"))) },
      endpoints: { [`${p.v4(2)}:8448`]: homeserver(p.at("matrix")) },
    }),
  },
  {
    id: "file-srv",
    title: "a well-known without a port, _matrix._tcp of the delegated name",
    file: (p) => ({
      dns: { ...hosts(p), [`_matrix._tcp.${p.at("matrix")}`]: { SRV: [srv(p.at("www"), 8443)] } },
      https: { [p.name]: site(names(p.at("matrix"))) },
      endpoints: { [`${p.v4(3)}:8443`]: homeserver(p.at("matrix")) },
    }),
  },
  {
    id: "file-srv-fed",
    title: "a well-known without a port, _matrix-fed._tcp of the delegated name",
    file: (p) => ({
      dns: {
        ...hosts(p),
        [`_matrix-fed._tcp.${p.at("matrix")}`]: { SRV: [srv(p.at("www"), 8443)] },
      },
      https: { [p.name]: site(names(p.at("matrix"))) },
      endpoints: {
        [`${p.v4(3)}:8443`]: homeserver(p.at("matrix")),
        [`${p.v4(2)}:8448`]: homeserver(p.at("matrix")),
      },
    }),
  },
  {
    id: "file-ip",
    title: "a well-known that names an IP address",
    file: (p) => ({
      dns: hosts(p),
      https: { [p.name]: site(names(p.v4(2))) },
      endpoints: { [`${p.v4(2)}:8448`]: homeserver(p.v4(2)) },
    }),
  },
  {
    id: "file-twice",
    title: "the delegated name has a well-known of its own, which nobody asks for",
    file: (p) => ({
      dns: hosts(p),
      https: {
        [p.name]: site(names(p.at("matrix"))),
        [p.at("matrix")]: site(names(`${p.at("www")}:8443`)),
      },
      endpoints: {
        [`${p.v4(2)}:8448`]: homeserver(p.at("matrix")),
        [`${p.v4(3)}:8443`]: homeserver(p.at("www")),
      },
    }),
  },
  {
    id: "file-dead",
    title: "a well-known that leads to a closed port, though 8448 answers",
    file: (p) => served(p, names(`${p.at("matrix")}:9443`)),
  },
];

/** A redirect of the file to another host, where it is. */
function moved(status: number): Sketch {
  return {
    id: `redirect-${status}`,
    title: `the well-known is moved (${status}) to another host`,
    file: (p) => {
      const location = `https://${p.at("www")}/.well-known/matrix/server`;
      const base = served(p, { status, location });
      return { ...base, https: { ...base.https, [p.at("www")]: site(good(p)) } };
    },
  };
}

/** Worlds whose well-known answers with a redirect. */
export const redirectWorlds: readonly Sketch[] = [
  moved(301),
  moved(302),
  moved(307),
  moved(308),
  {
    id: "redirect-loop",
    title: "the well-known is moved to itself",
    file: (p) =>
      served(p, { status: 302, location: `https://${p.name}/.well-known/matrix/server` }),
  },
  {
    id: "redirect-relative",
    title: "the well-known is moved to a path",
    file: (p) => {
      const base = served(p, { status: 302, location: "/server.json" });
      const own = { ...site({ status: 302, location: "/server.json" }), "/server.json": good(p) };
      return { ...base, https: { [p.name]: own } };
    },
  },
  {
    id: "redirect-bad-cert",
    title: "the well-known is moved to a host with a wrong certificate",
    file: (p) => {
      const location = `https://${p.at("www")}/.well-known/matrix/server`;
      const base = served(p, { status: 302, location });
      return { ...base, https: { ...base.https, [p.at("www")]: site(good(p), cert(p.name)) } };
    },
  },
];

/** One answer of the file that is not as it should be. */
function answer(
  id: string,
  title: string,
  page: (p: Place) => object,
  more: Partial<Sketch> = {},
): Sketch {
  return { id, title, file: (p) => served(p, page(p)), ...more };
}

/** Worlds whose well-known is no file, or says something strange. */
export const strangeFileWorlds: readonly Sketch[] = [
  answer("file-404", "the well-known answers 404", () => ({ status: 404 })),
  answer("file-500", "the well-known answers 500", () => ({ status: 500, body: "sorry" })),
  answer("file-html", "200 and a page in HTML", () => ({ status: 200, body: "<html></html>" })),
  answer("file-bad-json", "200 and broken JSON", () => ({ status: 200, body: '{"m.server": ' })),
  answer("file-list", "200 and a JSON list", () => ({ status: 200, json: ["m.server"] })),
  answer("file-no-key", "200 without m.server", () => ({
    status: 200,
    json: { "m.homeserver": {} },
  })),
  answer("file-number", "m.server is a number", () => names(8443)),
  answer("file-empty", "m.server is empty", () => names("")),
  answer("file-slash", "m.server ends in a slash", (p) => names(`${p.at("matrix")}:8443/`)),
  answer("file-url", "m.server is a URL", (p) => names(`https://${p.at("matrix")}`), {
    strays: ["https", "_matrix._tcp.https", "_matrix-fed._tcp.https"],
  }),
  answer("file-large", "a well-known of more than 50 KiB", (p) => ({
    status: 200,
    json: { "m.server": `${p.at("matrix")}:8443`, padding: "x".repeat(60_000) },
  })),
  answer("file-mute", "443 accepts and never answers", () => ({ silent: true }), { tries: 2 }),
];

/** One certificate of the website that no peer accepts, save where CN-only passes. */
function website(id: string, title: string, certificate: (p: Place) => object): Sketch {
  return { id, title, file: (p) => served(p, good(p), certificate(p)) };
}

/** Worlds whose website has a certificate at fault: the file is not believed, whatever the era. */
export const websiteCertificateWorlds: readonly Sketch[] = [
  website("site-wrong-name", "the website's certificate is for another name", (p) =>
    cert(p.at("www")),
  ),
  website("site-self-signed", "the website's certificate is self-signed", (p) =>
    cert(p.name, { issuer: "self-signed" }),
  ),
  website("site-leaf-only", "the website sends no intermediate", (p) =>
    cert(p.name, { complete: false }),
  ),
  website("site-expired", "the website's certificate has ended", (p) =>
    cert(p.name, { notBefore: "2024-01-01T00:00:00Z", notAfter: "2024-06-01T00:00:00Z" }),
  ),
  website("site-cn-only", "the website's certificate names it in the CN alone", (p) =>
    cert(p.name, { cnOnly: true }),
  ),
];
