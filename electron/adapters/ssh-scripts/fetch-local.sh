# fetch-local PORT PATH HOSTHEADER
if command -v python3 >/dev/null 2>&1; then
  # It prints the status in the first line and the body after it.
  answer=$(python3 -I -c "$FETCHER" "$1" "$2" "$3" | base64 -w0) || refuse no-answer "$1"
  [ -n "$answer" ] || refuse no-answer "$1"
  plain status "$(printf %s "$answer" | base64 -d | head -n 1)"
  printf %s "$answer" | base64 -d | tail -n +2 | coded body
  end
fi
need curl
answer=$(curl -q -s -o - -w '\n%{http_code}' --noproxy '*' --max-time 10 --max-filesize 65536 -H "Host: $3" "http://127.0.0.1:$1$2" | base64 -w0)
status=$(printf %s "$answer" | base64 -d | tail -n 1)
[ "$status" != 000 ] || refuse no-answer "$1"
plain status "$status"
printf %s "$answer" | base64 -d | sed '$d' | head -c 65536 | coded body
end
