/** A website that serves several domains on 80 and 443 already, each from a folder of its own. */
export function websiteFiles(
  domains: readonly string[],
  pair: { readonly certificate: string; readonly key: string },
): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    "etc/nginx/lab.pem": pair.certificate,
    "etc/nginx/lab.key": pair.key,
  };
  for (const domain of domains) {
    files[`etc/nginx/sites-enabled/${domain}.conf`] = `server {
    listen 80; listen [::]:80;
    listen 443 ssl; listen [::]:443 ssl;
    server_name ${domain};
    ssl_certificate /etc/nginx/lab.pem;
    ssl_certificate_key /etc/nginx/lab.key;
    root ${webRoot(domain)};
    location / { try_files $uri $uri/ =404; }
}
`;
    files[`${webRoot(domain).slice(1)}/index.html`] =
      `<!doctype html><title>${domain}</title><p>A garden of ${domain}.\n`;
    files[`${webRoot(domain).slice(1)}/about.txt`] = `about ${domain}\n`;
  }
  return files;
}

/** Where the website keeps a domain's files. */
export function webRoot(domain: string): string {
  return `/srv/www/${domain}`;
}
