# challenge-start RUN BY TOKEN KEYAUTHORIZATION
need_root
case $3 in '' | *[!A-Za-z0-9_-]*) refuse bad-argument token ;; esac
case $4 in "$3".*) ;; *) refuse bad-argument keyAuthorization ;; esac
state "$1"
if [ "$2" = responder ]; then
  need python3
  # It ends when standard input does, which is when the connection is gone.
  exec python3 -I -c "$RESPONDER" homeport-responder "$VAR/responder.pid" "${4#*.}"
fi
keep_path "/etc/homeport/acme-challenge/$3"
reach /etc/homeport/acme-challenge
printf %s "$4" | place "$3" 0644 0:0 "$(printf %s "$4" | sum)" || exit 65
end
