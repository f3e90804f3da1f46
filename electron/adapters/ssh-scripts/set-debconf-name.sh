# set-debconf-name RUN NAME
need_root
need debconf-communicate
question=matrix-synapse/server-name
state "$1"
ask() { printf '%s\n' "$@" | DEBIAN_FRONTEND=noninteractive debconf-communicate matrix-synapse 2>/dev/null; }
if [ ! -f "$keep/debconf" ]; then
  answer=$(ask "GET $question" | head -n 1)
  case $answer in
    '0 '?*) before="is ${answer#0 }" ;;
    0* | 10*) before=none ;;
    *) refuse debconf "$answer" ;;
  esac
  printf '%s\n' "$before" >"$keep/debconf.new" && sync "$keep/debconf.new" &&
    mv -f "$keep/debconf.new" "$keep/debconf" && sync "$keep" || refuse not-written "$keep/debconf"
fi
read -r answered before <"$keep/debconf" || refuse not-read "$keep/debconf"
if [ "$2" = - ]; then
  ask "RESET $question" >/dev/null
else
  case $(ask "SET $question $2" "FSET $question seen true" | head -n 1) in 0*) ;; *) refuse debconf set ;; esac
fi
if [ "$answered" = is ]; then printf %s "$before" | coded before; fi
end
