# set-debconf-name RUN NAME
need_root
need debconf-communicate
question=matrix-synapse/server-name
state "$1"
# All it says is taken, also what is not wanted: debconf saves nothing when it cannot say it.
# Its own files are readable for everybody, and it makes them anew.
ask() { (umask 022; printf '%s\n' "$@" | DEBIAN_FRONTEND=noninteractive debconf-communicate matrix-synapse 2>/dev/null); }
if [ ! -f "$keep/debconf" ]; then
  answer=$(ask "GET $question")
  case $answer in
    '0 '?*) before="is ${answer#0 }" ;;
    0* | 10*) before=none ;;
    *) refuse debconf "$answer" ;;
  esac
  case $(ask "FGET $question seen") in '0 true') seen=true ;; *) seen=false ;; esac
  printf '%s\n' "$before" "seen $seen" >"$keep/debconf.new" && sync "$keep/debconf.new" &&
    mv -f "$keep/debconf.new" "$keep/debconf" && sync "$keep" || refuse not-written "$keep/debconf"
fi
{
  read -r answered before
  read -r word seen
} <"$keep/debconf" || refuse not-read "$keep/debconf"
# Back to the answer of before is back to its flag too: whether the package asks again hangs on it.
case $answered:$2 in
  "is:$before" | none:-) ;;
  *) seen=true ;;
esac
if [ "$2" = - ]; then
  answer=$(ask "RESET $question" "FSET $question seen $seen")
else
  answer=$(ask "SET $question $2" "FSET $question seen $seen")
fi
# Each command has its line: both are to have been taken.
case $answer in 0*'
0'*) ;; *) refuse debconf "$answer" ;; esac
if [ "$answered" = is ]; then printf %s "$before" | coded before; fi
end
