# restore RUN PATH
# What a crash left beside it goes with it.
drop_leftover_of() { if [ "$2" = "$path.new" ]; then drop_leftover "$1" "$2"; fi; }
path=$2
need_root
home "$1"
split "$2"
if [ -d "$keep" ]; then plain runKnown true; else plain runKnown false; fi
mark=$keep/backup/$(printf %s "$2" | sum)
if [ ! -f "$mark.meta" ]; then
  plain kept none
else
  keep_path "$2"
  plain kept "$kept"
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
each_kept drop_leftover_of
sweep
end
