# lock RUN NONCE TAKE-OVER COMPUTER
need_root
home "$1"
case $2 in '' | *[!A-Za-z0-9_-]*) refuse bad-argument nonce ;; esac
case $4 in '' | *[!A-Za-z0-9._-]*) refuse bad-argument computer ;; esac
# Left by one that was killed at this very place.
find "$VAR" -maxdepth 1 -name 'lock.*' -mmin +5 -exec rm -f {} + 2>/dev/null
own=$VAR/lock.$$.new
trap 'rm -f "$own"' EXIT
printf '%s\n' "$1 $2 $4" >"$own" && sync "$own" || refuse not-written "$VAR/lock"
told() { # TAKEN
  plain taken "$1"
  printf %s "$holder" | coded holder
  if [ "$holder" = "$run" ]; then plain sameRun true; else plain sameRun false; fi
  if [ "$computer" = - ]; then computer=; fi
  printf %s "$computer" | coded computer
  since=$(stat -c %Y "$VAR/lock" 2>/dev/null) || since=$(date +%s)
  age=$(($(date +%s) - since))
  if [ "$age" -lt 0 ]; then age=0; fi
  plain ageSeconds "$age"
  end
}
look() {
  read -r holder nonce computer 2>/dev/null <"$VAR/lock" || return 1
  case $computer in *[!A-Za-z0-9._-]*) computer= ;; esac
  case $nonce in '' | *[!A-Za-z0-9_-]*) nonce=- ;; esac
}
run=$1
first=
tries=0
# A hard link is made or not: two processes cannot both have it.
until ln "$own" "$VAR/lock" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -le 40 ] || refuse not-written "$VAR/lock"
  # Its holder may let go of it between the two: once more then.
  if ! look; then
    sleep 0.05
    continue
  fi
  [ "$holder" = "$1" ] || told false
  [ "$nonce" != "$2" ] || told true
  [ "$3" = true ] || told false
  # Of two that take a dead one's lock over, the one whose link stands has it; the other sees who.
  first=${first:-$nonce}
  [ "$nonce" = "$first" ] || told false
  claim=$VAR/lock.dead.$nonce
  if ln "$own" "$claim" 2>/dev/null; then
    if look && [ "$holder $nonce" = "$1 $first" ]; then
      mv -T -f "$own" "$VAR/lock" || refuse not-written "$VAR/lock"
    fi
    rm -f "$claim"
  else
    sleep 0.05
  fi
done
sync "$VAR"
holder=$1
computer=$4
told true
