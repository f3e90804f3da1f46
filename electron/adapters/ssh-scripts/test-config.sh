# test-config SERVICE: the service's own reading of its configuration; nothing is written
need_root
told() {
  if [ $? = 0 ]; then plain passed true; else plain passed false; fi
  printf %s "$said" | masked | coded output
  end
}
if [ "$1" = nginx ]; then
  need nginx
  said=$(umask 022; nginx -t 2>&1)
  told
fi
find_synapse || refuse no-synapse
[ -n "$python" ] || refuse tool-missing python3
directory=$(value WorkingDirectory)
cd "${directory:-/}" 2>/dev/null || cd /
said=$(as_daemon timeout 60 "$python" -c "$CHECKER" "$start" 2>&1)
told
