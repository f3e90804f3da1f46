# stat PATH
need_root
split "$1"
enter "$folder" || end
what=$(kind "./$name")
[ "$what" = none ] && end
plain kind "$what"
stat -c 'mode=%04a
owner=%U
group=%G
size=%s' -- "./$name" || refuse not-read "$1"
if [ "$what" = file ]; then
  open_file "$name"
  plain sha256 "$(sum <&4)"
fi
end
