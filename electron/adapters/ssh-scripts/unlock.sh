# unlock RUN NONCE
need_root
if [ -f "$VAR/lock" ]; then
  read -r holder nonce _ <"$VAR/lock" || holder=
  if [ "$holder ${nonce:--}" = "$1 $2" ]; then
    rm -f "$VAR/lock" && sync "$VAR" || refuse not-written "$VAR/lock"
  fi
fi
end
