# Our own folders, and changes of single files that keep what was there.
VAR=/var/lib/homeport

home() { # RUN: our folder, which only root sees; $keep is that of the run, which may not be there
  case $1 in '' | .* | *[!A-Za-z0-9._-]*) refuse bad-argument run ;; esac
  keep=$VAR/runs/$1
  make_folders "$VAR" "$VAR/runs"
  [ ! -L "$VAR" ] && [ -n "$(find "$VAR" -prune -user 0 -perm 0700)" ] || refuse link "$VAR"
}

make_folders() {
  for each in "$@"; do
    [ -d "$each" ] || mkdir -m 0700 -- "$each" || [ -d "$each" ] || refuse no-folder "$each"
  done
}

state() { # RUN: the same with the run's own folders
  home "$1"
  make_folders "$keep" "$keep/backup"
}

# Appends a line and answers when it is on the disk; a torn line of an earlier crash is ended first.
note_line() { # FILE TEXT
  if [ -s "$keep/$1" ] && [ -n "$(tail -c 1 "$keep/$1")" ]; then printf '\n' >>"$keep/$1"; fi
  printf '%s\n' "$2" >>"$keep/$1" && sync "$keep/$1" || refuse not-written "$keep/$1"
}

split() { # PATH: its folder and its name
  case $1 in /*[!/]) ;; *) refuse bad-argument path ;; esac
  case $1/ in */./* | */../* | *//*) refuse bad-argument path ;; esac
  name=${1##*/}
  folder=${1%/*}
  folder=${folder:-/}
}

roots() { [ -n "$(find "$1" -prune -user 0 ! -perm /022)" ]; }

# Every link on the way was laid by root, in a folder where nobody else can lay one.
links_are_roots() {
  walked=
  rest=${1#/}
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
    if [ -L "$walked/$part" ]; then
      roots "${walked:-/}" && [ -n "$(find "$walked/$part" -prune -user 0)" ] || return 1
    fi
    walked=$walked/$part
  done
}

roots_above() {
  above=${1%/*}
  while [ -n "$above" ]; do
    roots "$above" || return 1
    above=${above%/*}
  done
}

# Makes a folder the working directory, so that it stays the same one whatever its owner does
# meanwhile. 1: it is not there. Refuses where a link on the way could be somebody else's.
enter() {
  [ -e "$1" ] || [ -L "$1" ] || return 1
  cd -P -- "$1" 2>/dev/null || refuse not-a-folder "$1"
  here=$(pwd -P)
  [ "$here" = "$1" ] && return 0
  links_are_roots "$1" && roots_above "$here" || refuse link "$1"
}

# Enters a folder and makes what is missing of it, 0755 and root's, noted for the undo.
reach() {
  enter "$1" && return 0
  made=
  left=${1#/}
  cd /
  while [ -n "$left" ]; do
    step=${left%%/*}
    case $left in */*) left=${left#*/} ;; *) left= ;; esac
    made=$made/$step
    enter "$made" && continue
    grep -qxF -- "$made" "$keep/folders" 2>/dev/null || note_line folders "$made"
    mkdir -m 0755 -- "./$step" || refuse no-folder "$made"
    enter "$made" || refuse no-folder "$made"
  done
}

# Takes away the folders that this run made, where they are empty; the newest first.
sweep() {
  [ -f "$keep/folders" ] || return 0
  tac "$keep/folders" | while IFS= read -r swept; do
    split "$swept"
    (enter "$folder" && rmdir -- "./$name") 2>/dev/null
  done
  cd /
}

# Every path that this run keeps, with what it keeps of it, to a function: FILE|ABSENT PATH.
each_kept() { # FUNCTION
  for mark in "$keep/backup"/*.meta; do
    [ -f "$mark" ] || continue
    read -r what rest <"$mark" || continue
    IFS= read -r kept_path 2>/dev/null <"${mark%.meta}.path" || continue
    "$1" "$what" "$kept_path"
  done
}

# Removes a file that this run made and that only served it, by its place: what a crash left of a
# certificate that was being put live, and answers to challenges.
drop_leftover() { # KEPT PATH
  case $1:$2 in
    absent:/etc/homeport/tls/*/privkey.pem.new | absent:/etc/homeport/tls/*/fullchain.pem.new | absent:/etc/homeport/acme-challenge/?*) ;;
    *) return 0 ;;
  esac
  split "$2"
  (enter "$folder" && [ "$(kind "./$name")" = file ] && rm -f -- "./$name" && sync .) 2>/dev/null
  return 0
}

kind() {
  if [ -L "$1" ]; then echo link
  elif [ -f "$1" ]; then echo file
  elif [ -d "$1" ]; then echo folder
  elif [ -e "$1" ]; then echo other
  else echo none; fi
}

sum() { sha256sum | cut -c 1-64; }

# Opens ./NAME as 4; refuses where it is no longer the file that it was, so that no link is followed.
open_file() {
  exec 4<"./$1"
  [ "$(stat -L -c %d:%i /proc/self/fd/4)" = "$(stat -c %d:%i "./$1")" ] || refuse link "$1"
}

# Keeps a path as it is, once a run: bytes, mode and owner, or that nothing was there.
keep_path() { # PATH
  split "$1"
  mark=$keep/backup/$(printf %s "$1" | sum)
  if [ ! -f "$mark.meta" ]; then
    what=none
    if enter "$folder"; then what=$(kind "./$name"); fi
    case $what in
      none) meta=absent ;;
      file)
        open_file "$name"
        cat <&4 >"$mark.data" && sync "$mark.data" || refuse not-written "$mark.data"
        meta="file $(stat -L -c '%04a %u %g' /proc/self/fd/4) $(sum <"$mark.data")"
        exec 4<&-
        ;;
      link) refuse link "$1" ;;
      *) refuse not-a-file "$1" ;;
    esac
    printf '%s\n' "$1" >"$mark.path" && printf '%s\n' "$meta" >"$mark.new" &&
      sync "$mark.path" "$mark.new" && mv -f "$mark.new" "$mark.meta" && sync "$keep/backup" ||
      refuse not-written "$mark.meta"
  fi
  read -r kept kept_mode kept_user kept_group kept_sum <"$mark.meta" || :
  case $kept in absent | file) ;; *) refuse bad-backup "$1" ;; esac
}

# A fresh file with an unguessable name in the working directory, open as 3.
open_temporary() {
  temporary=.homeport-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n').new
  note_line temporary "$(pwd -P)/$temporary"
  trap 'rm -f -- "./$temporary"' EXIT
  set -C
  exec 3>"./$temporary"
  set +C
}

# Gives 3 its mode and owner, and then the name. By descriptor: its name may be somebody else's by now.
settle() { # MODE OWNER NAME
  chown -- "$2" /proc/self/fd/3 || refuse no-user "$2"
  chmod -- "$1" /proc/self/fd/3 && sync /proc/self/fd/3 || refuse not-written "$3"
  exec 3>&-
  mv -T -f -- "./$temporary" "./$3" || refuse not-written "$3"
  trap - EXIT
  sync . || refuse not-written "$3"
}

not_a_link() { # NAME
  case $(kind "./$1") in
    none | file) ;;
    link) refuse link "$(pwd -P)/$1" ;;
    *) refuse not-a-file "$(pwd -P)/$1" ;;
  esac
}

# Standard input becomes ./NAME, whole or not at all.
place() { # NAME MODE OWNER SHA256
  not_a_link "$1"
  open_temporary
  cat >&3 || refuse not-written "$1"
  [ "$(sum </proc/self/fd/3)" = "$4" ] || refuse content-cut "$1"
  settle "$2" "$3" "$1"
}
