# tidy RUN: what only served the run goes; its backups and its journal stay
need_root
home "$1"
if [ -f "$keep/temporary" ]; then
  while IFS= read -r left; do
    split "$left"
    case $name in
      .homeport-*.new) (enter "$folder" && [ "$(kind "./$name")" = file ] && rm -f -- "./$name") 2>/dev/null ;;
    esac
  done <"$keep/temporary"
fi
each_kept drop_leftover
read -r pid 2>/dev/null <"$VAR/responder.pid" || pid=
case $pid in
  '' | *[!0-9]*) ;;
  *) [ -d "/proc/$pid" ] || rm -f "$VAR/responder.pid" ;;
esac
sweep
end
