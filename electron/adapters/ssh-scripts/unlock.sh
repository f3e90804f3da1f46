# unlock RUN
need_root
if [ -f "$VAR/lock" ]; then
  read -r holder <"$VAR/lock" || holder=
  if [ "$holder" = "$1" ]; then
    rm -f "$VAR/lock" && sync "$VAR" || refuse not-written "$VAR/lock"
  fi
fi
end
