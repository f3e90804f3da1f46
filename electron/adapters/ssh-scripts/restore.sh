# restore RUN PATH
need_root
state "$1"
split "$2"
mark=$keep/backup/$(printf %s "$2" | sum)
if [ -f "$mark.meta" ]; then
  keep_path "$2"
  if [ "$kept" = file ]; then
    reach "$folder"
    target=$name
    not_a_link "$target"
    present=
    if [ -f "./$target" ]; then
      open_file "$target"
      present="$(stat -L -c '%04a %u %g' /proc/self/fd/4) $(sum <&4)"
      exec 4<&-
    fi
    if [ "$present" != "$kept_mode $kept_user $kept_group $kept_sum" ]; then
      place "$target" "$kept_mode" "$kept_user:$kept_group" "$kept_sum" <"$mark.data"
    fi
  elif enter "$folder"; then
    not_a_link "$name"
    rm -f -- "./$name" && sync . || refuse not-written "$2"
  fi
fi
split "$2"
if enter "$folder"; then
  case $(kind "./$name") in
    file)
      open_file "$name"
      plain sha256 "$(sum <&4)"
      plain existed true
      ;;
    none) plain existed false ;;
    *) plain existed true ;;
  esac
else
  plain existed false
fi
sweep
end
