# challenge-stop RUN BY TOKEN
need_root
case $3 in '' | *[!A-Za-z0-9_-]*) refuse bad-argument token ;; esac
state "$1"
if [ "$2" = responder ]; then
  read -r pid 2>/dev/null <"$VAR/responder.pid" || pid=
  case $pid in
    '' | *[!0-9]*) ;;
    *) if grep -qa homeport-responder "/proc/$pid/cmdline" 2>/dev/null; then kill "$pid"; fi ;;
  esac
  rm -f "$VAR/responder.pid"
  end
fi
if enter /etc/homeport/acme-challenge; then
  not_a_link "$3"
  rm -f -- "./$3" && sync . || refuse not-written "$3"
fi
sweep
end
