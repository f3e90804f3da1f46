# Before every script: a fixed environment, how results are told, how a refusal is told.
set -u
umask 077
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset CDPATH ENV BASH_ENV
cd /
printf '\nhomeport-begin\n'
refuse() { # CODE DETAIL
  printf 'homeport-refuse %s %s\n' "$1" "${2-}" >&2
  exit 65
}
plain() { printf '%s=%s\n' "$1" "$2"; }
coded() { # KEY, its text on standard input
  printf '%s:' "$1"
  base64 -w0
  printf '\n'
}
end() {
  printf 'homeport-end\n'
  exit 0
}
need_root() { [ "$(id -u)" = 0 ] || refuse not-root; }
need() { command -v "$1" >/dev/null 2>&1 || refuse tool-missing "$1"; }
# At most 4 KiB of what a program said, without what looks like a secret.
masked() {
  tail -c 16384 | tr -d '\000-\010\013-\037\177' | sed \
    -e 's/\(\(pass\|passwd\|password\|secret\|token\|[a-z_]*_key\|[a-z_]*_secret\|pepper\)["'\'']\{0,1\}[[:space:]]*[:=][[:space:]]*\).*/\1[masked]/I' \
    -e 's#\(://[^/:@[:space:]]*\):[^@[:space:]]*@#\1:[masked]@#g' | tail -c 4096
}
