# read-notes RUN
need_root
case $1 in '' | .* | *[!A-Za-z0-9._-]*) refuse bad-argument run ;; esac
if [ -f "$VAR/runs/$1/journal" ]; then
  tail -c 524288 "$VAR/runs/$1/journal" | LC_ALL=C grep -xE '(started|done|undone) [A-Za-z0-9._:/-]+ [A-Za-z0-9:+/=_-]* [.]' | sed -e 's/^/note=/' -e 's/ [.]$//'
fi
end
