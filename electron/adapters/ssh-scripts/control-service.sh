# control-service UNIT ACTION
need_root
need systemctl
case $2 in
  start | restart)
    # A unit that crash-looped is refused a new start until its count is reset.
    systemctl reset-failed -- "$1" >/dev/null 2>&1
    said=$(systemctl "$2" -- "$1" 2>&1)
    ;;
  start-no-wait) said=$(systemctl reset-failed -- "$1" 2>/dev/null; systemctl start --no-block -- "$1" 2>&1) ;;
  reload | stop) said=$(systemctl "$2" -- "$1" 2>&1) ;;
  hup)
    # systemd called it --kill-who before version 252.
    if systemctl kill --help 2>/dev/null | grep -q kill-whom; then which=--kill-whom=main; else which=--kill-who=main; fi
    said=$(systemctl kill -s HUP "$which" -- "$1" 2>&1)
    ;;
  *) refuse bad-argument action ;;
esac
if [ $? = 0 ]; then plain accepted true; else plain accepted false; fi
printf %s "$said" | masked | coded output
end
