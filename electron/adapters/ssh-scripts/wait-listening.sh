# wait-listening UNIT SECONDS PORTS
need_root
need systemctl
# Listening sockets are those in state 0A (Linux, include/net/tcp_states.h).
listening() { cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { n = split($2, part, ":"); print part[n] }' | sort -u; }
up_now() {
  [ "$(systemctl show -p ActiveState "$1" | cut -d = -f 2)" = active ] || return 1
  for each in $ports; do
    printf '%s\n' "$open" | grep -qx "$(printf '%04X' "$each")" || return 1
  done
}
ports=$(printf %s "$3" | tr , ' ')
finish=$(($(date +%s) + $2))
steady=0
was=
while :; do
  open=$(listening)
  pid=$(systemctl show -p MainPID "$1" | cut -d = -f 2)
  if up_now "$1" && { [ "$steady" = 0 ] || [ "$pid" = "$was" ]; }; then steady=$((steady + 1)); else steady=0; fi
  was=$pid
  # Up for two seconds, looked at every quarter: a service that crash-loops is seen.
  [ "$steady" -ge 9 ] && break
  [ "$(date +%s)" -ge "$finish" ] && break
  sleep 0.25
done
if [ "$steady" -ge 9 ]; then plain up true; else plain up false; fi
for each in $ports; do
  if printf '%s\n' "$open" | grep -qx "$(printf '%04X' "$each")"; then plain listening "$each"; fi
done
if [ "$steady" -ge 9 ]; then
  plain log ''
else
  journalctl -u "$1" -n 40 --no-pager -o cat 2>&1 | masked | coded log
fi
end
