import type { Tree } from "./host-tree.ts";

/** Synapse's two listeners; `open` is where the one with TLS, port 8448, can be reached at. */
function listeners(open: string): string {
  return `listeners:
  - port: 8008
    tls: false
    type: http
    x_forwarded: true
    bind_addresses: ['::1', '127.0.0.1']
    resources:
      - names: [client, federation]
        compress: false
  - port: 8448
    tls: true
    type: http
    bind_addresses: ${open}
    resources:
      - names: [federation]
        compress: false
`;
}

/** Debian's `homeserver.yaml` as far as a start needs it: both listeners on loopback, TLS files that do not exist. */
const HOMESERVER = `# Configuration file for Synapse.
#
# This is a YAML file: see [1] for a quick introduction. Note in particular
# that *indentation is important*: all the elements of a list or dictionary
# should have the same indentation.
#
# [1] https://docs.ansible.com/ansible/latest/reference_appendices/YAMLSyntax.html

pid_file: "/var/run/matrix-synapse.pid"

tls_certificate_path: "/etc/matrix-synapse/homeserver.tls.crt"
tls_private_key_path: "/etc/matrix-synapse/homeserver.tls.key"

${listeners("['::1', '127.0.0.1']")}
database:
  name: sqlite3
  args:
    database: /var/lib/matrix-synapse/homeserver.db

log_config: "/etc/matrix-synapse/log.yaml"
media_store_path: "/var/lib/matrix-synapse/media"
signing_key_path: "/etc/matrix-synapse/homeserver.signing.key"
trusted_key_servers:
  - server_name: "matrix.org"
`;

const NGINX = `user www-data;
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
include /etc/nginx/modules-enabled/*.conf;

events {
    worker_connections 768;
}

http {
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    default_type application/octet-stream;
    ssl_protocols TLSv1.2 TLSv1.3;
    access_log /var/log/nginx/access.log;
    gzip on;
    include /etc/nginx/conf.d/*.conf;
    include /etc/nginx/sites-enabled/*;
}
`;

const DEFAULT_SITE = `server {
    listen 80 default_server;
    listen [::]:80 default_server;
    root /var/www/html;
    index index.html;
    server_name _;
    location / {
        try_files $uri $uri/ =404;
    }
}
`;

const SYNAPSE = { owner: "matrix-synapse", group: "nogroup" } as const;

/** Puts the folders of a Debian system into a tree. */
export function layDebian(tree: Tree): void {
  for (const folder of ["/etc", "/var/lib", "/var/cache/debconf", "/var/log", "/tmp"])
    tree.makeFolders(folder);
  tree.seed("/etc/os-release", 'PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n');
}

/** Installs Debian's Synapse; `serverName` is what the package was told, null: nothing (a non-interactive installation). */
export function laySynapse(tree: Tree, serverName: string | null, debconf: string): void {
  for (const folder of [
    "/etc/matrix-synapse",
    "/var/lib/matrix-synapse",
    "/var/lib/matrix-synapse/media",
  ]) {
    tree.makeFolders(folder);
    tree.put(folder, { kind: "folder", mode: 0o755, ...SYNAPSE });
  }
  tree.makeFolders("/etc/matrix-synapse/conf.d");
  tree.seed("/etc/matrix-synapse/homeserver.yaml", HOMESERVER);
  tree.seed("/etc/matrix-synapse/log.yaml", "version: 1\n");
  tree.seed("/etc/matrix-synapse/conf.d/report_stats.yaml", "report_stats: false\n");
  tree.seed("/var/cache/debconf/config.dat", debconf);
  if (serverName !== null)
    tree.seed("/etc/matrix-synapse/conf.d/server_name.yaml", `server_name: ${serverName}\n`);
}

/** Installs Debian's nginx with its default site. */
export function layNginx(tree: Tree): void {
  for (const folder of ["conf.d", "sites-available", "sites-enabled", "modules-enabled"])
    tree.makeFolders(`/etc/nginx/${folder}`);
  tree.seed("/etc/nginx/nginx.conf", NGINX);
  tree.seed("/etc/nginx/sites-available/default", DEFAULT_SITE);
  tree.put("/etc/nginx/sites-enabled/default", {
    kind: "link",
    target: "/etc/nginx/sites-available/default",
  });
  const welcome = "<!doctype html><title>Welcome to nginx!</title>\n";
  tree.seed("/var/www/html/index.html", welcome);
  // What the package brings along; no site is served from there.
  tree.seed("/usr/share/nginx/html/index.html", welcome);
}

/** Puts a website with its certificate on a host with nginx. Its files lie in `/var/www/html`. */
export function layWebsite(
  tree: Tree,
  name: string,
  pair: { readonly key: string; readonly cert: string },
): void {
  tree.seed("/etc/ssl/site/fullchain.pem", pair.cert);
  tree.seed("/etc/ssl/site/privkey.pem", pair.key, { mode: 0o600 });
  tree.seed(
    "/var/www/html/index.html",
    `<!doctype html><title>${name}</title><p>The website of ${name}.</p>\n`,
  );
  tree.seed("/var/www/html/robots.txt", "User-agent: *\nAllow: /\n");
  tree.seed(
    "/etc/nginx/sites-enabled/website.conf",
    `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${name};
    ssl_certificate /etc/ssl/site/fullchain.pem;
    ssl_certificate_key /etc/ssl/site/privkey.pem;
    root /var/www/html;
    location / {
        try_files $uri $uri/ =404;
    }
}
`,
  );
}

/** What the admin of an old server did for 0.34: port 8448 open to all, with a certificate of its own making. */
export function layOldFederationPort(
  tree: Tree,
  pair: { readonly key: string; readonly cert: string },
): void {
  const key = { mode: 0o400, ...SYNAPSE };
  tree.seed("/etc/matrix-synapse/homeserver.tls.crt", pair.cert, SYNAPSE);
  tree.seed("/etc/matrix-synapse/homeserver.tls.key", pair.key, key);
  tree.seed("/etc/matrix-synapse/conf.d/federation.yaml", listeners("['::', '0.0.0.0']"));
}
