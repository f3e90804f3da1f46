# lock RUN
need_root
state "$1"
printf '%s\n' "$1" >"$keep/lock" && sync "$keep/lock" || refuse not-written "$keep/lock"
# A hard link is made or not: two runs cannot both have it.
if ln "$keep/lock" "$VAR/lock" 2>/dev/null; then sync "$VAR"; fi
rm -f "$keep/lock"
read -r holder <"$VAR/lock" || refuse not-written "$VAR/lock"
if [ "$holder" = "$1" ]; then plain taken true; else plain taken false; fi
printf %s "$holder" | coded holder
end
