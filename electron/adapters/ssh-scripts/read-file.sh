# read-file PATH
need_root
split "$1"
enter "$folder" || end
case $(kind "./$name") in
  none) end ;;
  file) ;;
  link) refuse link "$1" ;;
  *) refuse not-a-file "$1" ;;
esac
open_file "$name"
[ "$(stat -L -c %s /proc/self/fd/4)" -le 1048576 ] || refuse too-large "$1"
head -c 1048576 <&4 | coded content
end
