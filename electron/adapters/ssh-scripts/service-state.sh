# service-state UNIT
need systemctl
states=$(systemctl show -p LoadState -p ActiveState -p SubState -p UnitFileState -p CanReload -p MainPID -- "$1" 2>/dev/null) || refuse no-systemd
value() { printf '%s\n' "$states" | sed -n "s/^$1=//p" | head -n 1; }
plain active "$(value ActiveState)"
if [ "$(value LoadState)" = not-found ]; then plain sub not-found; else plain sub "$(value SubState)"; fi
case $(value UnitFileState) in enabled | enabled-runtime | static | alias) plain enabled true ;; *) plain enabled false ;; esac
case $(value CanReload) in yes) plain canReload true ;; *) plain canReload false ;; esac
pid=$(value MainPID)
plain mainPid "${pid:-0}"
end
