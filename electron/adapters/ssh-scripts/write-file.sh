# write-file RUN PATH MODE OWNER SHA256, the content on standard input
need_root
state "$1"
keep_path "$2"
split "$2"
reach "$folder"
target=$name
not_a_link "$target"
if [ -f "./$target" ]; then
  # `user` keeps the group that is there, `user:group` sets both.
  case $4 in
    *:*) owner_now=$(stat -c %U:%G -- "./$target") ;;
    *) owner_now=$(stat -c %U -- "./$target") ;;
  esac
  if [ "$(stat -c %04a -- "./$target") $owner_now" = "$3 $4" ]; then
    open_file "$target"
    if [ "$(sum <&4)" = "$5" ]; then
      cat >/dev/null
      plain sha256 "$5"
      plain changed false
      end
    fi
  fi
fi
place "$target" "$3" "$4" "$5"
plain sha256 "$5"
plain changed true
end
