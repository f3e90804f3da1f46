# Which unit runs Synapse, and how: $unit, $shown (its properties), $python, $user, $start (its argv).
value() { printf '%s\n' "$shown" | sed -n "s/^$1=//p" | head -n 1; }
find_synapse() {
  unit=
  shown=
  command -v systemctl >/dev/null 2>&1 || return 1
  for each in matrix-synapse.service synapse.service \
    $(systemctl list-unit-files --no-legend --plain '*synapse*.service' 2>/dev/null | awk '{ print $1 }'); do
    case $each in *@* | *worker*) continue ;; esac
    shown=$(systemctl show -p LoadState -p ActiveState -p SubState -p UnitFileState -p CanReload -p MainPID \
      -p ConditionResult -p ConditionTimestamp -p User -p WorkingDirectory -p ExecStart -- "$each" 2>/dev/null) || continue
    if [ "$(value LoadState)" = loaded ]; then
      unit=$each
      break
    fi
  done
  [ -n "$unit" ] || return 1
  user=$(value User)
  start=$(value ExecStart | sed -n 's/.*argv\[\]=\(.*\) ; ignore_errors=.*/\1/p')
  python=${start%% *}
  case ${python##*/} in python*) ;; *) python=$(command -v python3) || python= ;; esac
}
# Programs of a service are run as the service's own user: they may be that user's, not root's.
as_daemon() {
  case $user in '' | root) "$@" ;; *) runuser -u "$user" -- "$@" ;; esac
}
