# survey NAME: a whole look that changes nothing
tried() { timeout 10 "$@" 2>/dev/null; }
here() { command -v "$1" >/dev/null 2>&1; }
coded os-release </etc/os-release || plain os-release ''
if [ -d /run/systemd/system ]; then plain init systemd; else plain init other; fi
id -un | coded whoami
for each in openssl python3 systemctl ss nginx apache2 httpd caddy haproxy certbot lego docker; do
  if here "$each"; then plain "tool.$each" "$(command -v "$each")"; fi
done
date +%s.%N | coded clock
df -Pk /etc /var/lib 2>/dev/null | awk 'NR > 1 { print $4 }' | coded space
if here dpkg-query; then
  dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version}\n' matrix-synapse matrix-synapse-py3 2>/dev/null | coded packages
fi
# fcntl locks are seen in /proc/locks by the inode of the file.
for each in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock; do
  if [ -e "$each" ] && grep -q ":$(stat -c %i "$each") " /proc/locks 2>/dev/null; then plain package-lock held; fi
done
if here ss; then tried ss -H -ltnp | coded sockets; fi
cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { print $2 }' | coded kernel-sockets
if grep -q . /proc/net/if_inet6 2>/dev/null; then plain ipv6 yes; else plain ipv6 no; fi
if here ip; then tried ip -o addr show scope global | awk '{ print $4 }' | coded addresses
else tried hostname -I | tr ' ' '\n' | coded addresses; fi

# Only names, ports and places of a web server's configuration; the rest may hold secrets.
if here nginx; then
  nginx -v 2>&1 | head -n 1 | coded nginx-version
  { tried nginx -T || cat /etc/nginx/nginx.conf 2>/dev/null; } |
    sed -e 's/^# configuration file \(.*\):$/@file \1;/' -e 's/#.*//' | tr '\n' ' ' | sed 's/[;{}]/&\n/g' |
    sed -n 's/^[[:space:]]*\(\(@file\|http\|server\|server_name\|listen\|include\)\([[:space:]][^;{]*\)\{0,1\}[;{]\)$/\1/p' |
    head -c 200000 | coded nginx-config
fi
for each in nginx apache2 httpd caddy haproxy; do
  if here systemctl; then
    systemctl show -p LoadState -p ActiveState -p UnitFileState -p CanReload -p ConditionResult -p ConditionTimestamp \
      -- "$each.service" 2>/dev/null | coded "unit.$each.service"
  fi
done

if here ufw && tried ufw status | grep -q 'Status: active'; then plain firewall ufw
elif here firewall-cmd && tried firewall-cmd --state >/dev/null; then plain firewall firewalld
elif here nft && tried nft list ruleset | grep -q 'hook input'; then plain firewall nftables
elif here iptables && tried iptables -S INPUT | grep -qv -e '^-P INPUT ACCEPT$'; then plain firewall iptables
elif here nft || here iptables || [ -e /proc/net/ip_tables_names ] || [ "$(id -u)" = 0 ]; then plain firewall none; fi

for each in /etc/homeport/tls/*/fullchain.pem; do
  [ -f "$each" ] && here openssl || continue
  case $each in *[!A-Za-z0-9._/-]*) continue ;; esac
  folder=${each%/fullchain.pem}
  {
    openssl x509 -in "$each" -noout -subject -issuer -startdate -enddate -fingerprint -sha256 -ext subjectAltName
    printf 'count=%s\n' "$(grep -c 'BEGIN CERTIFICATE' "$each")"
    if openssl verify -untrusted "$each" "$each" >/dev/null 2>&1; then echo verified=yes; else echo verified=no; fi
  } 2>/dev/null | coded "certificate.${folder##*/}"
done

if find_synapse; then
  printf 'unit=%s\n%s\n' "$unit" "$shown" | sed '/^ExecStart=/d' | coded synapse-unit
  printf '%s' "$start" | coded synapse-start
  if [ -n "$python" ]; then as_daemon timeout 20 "$python" -c "$READER" "$start" 2>/dev/null | head -c 200000 | coded synapse-config; fi
fi
if here docker; then tried docker ps --format '{{.Image}}' | grep -i synapse | head -n 3 | coded docker-synapse; fi
awk '/^Name: / { mine = ($2 == "matrix-synapse/server-name") } mine && /^Value: / { print substr($0, 8) }' \
  /var/cache/debconf/config.dat 2>/dev/null | coded debconf-name

# Files that a plan may write, as they are now.
own_files() {
  set -f
  folders=
  for word in ${start-}; do
    word=${word#--config-path=}
    if [ -d "$word" ]; then folders="$folders ${word%/}"; fi
  done
  set +f
  for each in $folders; do set -- "$@" "$each/server_name.yaml" "$each/zz-homeport.yaml"; done
  set -- "$@" /etc/nginx/conf.d/homeport-*.conf /etc/nginx/sites-enabled/homeport-*.conf /etc/nginx/sites-available/homeport-*.conf
  for each in "$@"; do
    case $each in *[!A-Za-z0-9._/-]*) continue ;; esac
    [ -f "$each" ] && [ ! -L "$each" ] && head -c 65536 "$each" | coded "file.$each"
  done
}
own_files
end
