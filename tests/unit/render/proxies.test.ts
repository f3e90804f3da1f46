import { describe, expect, test } from "vitest";
import { apache, apacheInside } from "../../../shared/render/apache.ts";
import { caddy, caddyInside } from "../../../shared/render/caddy.ts";
import { haproxy, haproxyInside } from "../../../shared/render/haproxy.ts";
import { nginx, nginxInside } from "../../../shared/render/nginx.ts";
import { FREE_SOCKETS as FREE, type Sockets } from "../../../shared/render/proxy-site.ts";
import { otherProxy } from "../../../shared/render/other-proxy.ts";

const site = {
  names: ["matrix.example.com", "example.com"],
  port: 443,
  tlsFolder: "/etc/homeport/tls/matrix.example.com",
  upstreamPort: 8008,
  documents: [],
};

describe.each([
  ["nginx", nginx],
  ["nginx within a block of somebody's", nginxInside],
  ["Apache", apache],
  ["Apache within a virtual host of somebody's", apacheInside],
  ["Caddy", caddy],
  ["Caddy within a block of somebody's", caddyInside],
  ["HAProxy", haproxy],
  ["HAProxy within a frontend of somebody's", haproxyInside],
  ["another brand", otherProxy],
])("%s", (_, writer) => {
  test("leads both paths to Synapse with the certificate of the name", () => {
    const text = writer.site(site, [], FREE);
    expect(text.split("\n")[0]).toBe("# Managed by Homeport (run ID)");
    expect(text).toContain("/_matrix");
    expect(text).toContain("/_synapse/client");
    expect(text).toContain("127.0.0.1:8008");
    expect(text).toContain("/etc/homeport/tls/matrix.example.com/fullchain.pem");
    expect(text).not.toContain("/_synapse/admin");
  });

  test("answers the challenge of the authority", () => {
    expect(writer.challenge(["matrix.example.com"], FREE)).toContain(
      "/.well-known/acme-challenge/",
    );
  });
});

test("nginx hands the path on undecoded: no path stands behind the upstream", () => {
  expect(nginx.site(site, [], FREE)).toMatch(/proxy_pass http:\/\/127\.0\.0\.1:8008;/);
});

test("Apache keeps the encoded path and the Host", () => {
  const text = apache.site(site, [], FREE);
  expect(text).toContain("ProxyPass /_matrix http://127.0.0.1:8008/_matrix nocanon");
  expect(text).toContain("AllowEncodedSlashes NoDecode");
  expect(text).toContain("ProxyPreserveHost on");
  expect(apache.site({ ...site, port: 8448 }, [], FREE)).toContain("Listen 8448");
  expect(text).toContain(
    "a2enmod ssl proxy proxy_http headers; a2ensite homeport-matrix.example.com",
  );
  expect(apache.challenge(["a.example"])).toContain("a2ensite homeport-a.example");
});

test("HAProxy takes the Host with and without its port, and sets the caller's address", () => {
  const text = haproxy.site(site, [], FREE);
  expect(text).toContain(
    "hdr(host) -i matrix.example.com matrix.example.com:443 example.com example.com:443",
  );
  expect(text).toContain("http-request set-header X-Forwarded-For %[src]");
});

describe("a text for a site that is somebody's", () => {
  const theirs = { ...site, tlsFolder: null };

  test("opens no block of its own, which would take the place of theirs or not bind", () => {
    for (const each of [site, theirs]) {
      expect(nginxInside.site(each, [])).not.toMatch(/^server /m);
      expect(apacheInside.site(each, [])).not.toContain("VirtualHost");
      expect(caddyInside.site(each, [])).not.toContain("https://");
      expect(haproxyInside.site(each, [])).not.toMatch(/^(frontend|    bind) /m);
    }
    expect(apacheInside.challenge(["a.example"])).not.toContain("VirtualHost");
    expect(caddyInside.challenge(["a.example"])).not.toContain("a.example");
  });

  test("leaves its certificate alone where that is good", () => {
    for (const writer of [nginxInside, apacheInside, caddyInside, haproxyInside])
      expect(writer.site(theirs, [])).not.toMatch(
        /privkey|ssl_certificate|SSLCertificate|  tls |crt/,
      );
  });
});

test("HAProxy is told which program serves the challenge, for it serves no files", () => {
  expect(haproxy.challenge(["a.example"])).toContain(
    "python3 -m http.server 8402 --bind 127.0.0.1 --directory /etc/homeport/acme-challenge/",
  );
});

test("HAProxy knows a condition before it is used", () => {
  for (const writer of [haproxy, haproxyInside]) {
    const lines = writer.site(site, ["a.example"]).split("\n");
    const known = lines.flatMap((line) => /^ +acl (\w+)/.exec(line)?.[1] ?? []);
    expect(known.length).toBeGreaterThan(1);
    for (const name of known) {
      const uses = lines.findIndex((line) => new RegExp(` if .*\\b${name}\\b`).test(line));
      expect(uses).toBeGreaterThan(lines.findIndex((line) => line.includes(`acl ${name} `)));
    }
  }
});

test("a document of the site itself cannot leave its quotes", () => {
  const documents = [{ path: ".well-known/matrix/server", content: `{"m.server":"a'; }\\"}` }];
  expect(nginx.site({ ...site, documents }, [], FREE)).toContain(
    `return 200 '{"m.server":"a; }"}';`,
  );
});

describe("nginx listens", () => {
  const listens = (sockets: Partial<Sockets>): readonly string[] =>
    nginx
      .site(site, ["matrix.example.com"], { ...FREE, ...sockets })
      .split("\n")
      .filter((line) => line.includes("listen "))
      .map((line) => line.trim());
  const port80 = ["listen 80;", "listen [::]:80;"];

  test("everywhere, in both families", () => {
    expect(listens({})).toEqual([...port80, "listen 443 ssl;", "listen [::]:443 ssl;"]);
  });

  test("on IPv4 alone where the machine has no IPv6, and HAProxy likewise", () => {
    expect(listens({ ipv6: false })).toEqual(["listen 80;", "listen 443 ssl;"]);
    expect(haproxy.site(site, [], FREE)).toContain("bind :::443 v4v6 ssl");
    expect(haproxy.site(site, [], { ...FREE, ipv6: false })).toContain("bind *:443 ssl");
  });

  test("also on the addresses that other sites name, for those are preferred", () => {
    const taken = [
      { address: null, port: 443 },
      { address: "198.51.100.7", port: 443 },
      { address: "127.0.0.1", port: 443 },
    ];
    expect(listens({ taken })).toEqual([
      ...port80,
      "listen 443 ssl;",
      "listen 198.51.100.7:443 ssl;",
      "listen [::]:443 ssl;",
    ]);
  });

  test("on addresses alone where others do, for everywhere could not be bound on a reload", () => {
    const taken = [
      { address: "198.51.100.7", port: 443 },
      { address: "2001:db8::7", port: 443 },
    ];
    const own = ["198.51.100.7", "198.51.100.8", "2001:db8::7"];
    expect(listens({ taken, own })).toEqual([
      ...port80,
      "listen 198.51.100.7:443 ssl;",
      "listen 198.51.100.8:443 ssl;",
      "listen [2001:db8::7]:443 ssl;",
    ]);
  });
});
