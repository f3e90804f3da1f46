# note RUN ENTRY
need_root
state "$1"
case $2 in *[!A-Za-z0-9._:/+=\ -]*) refuse bad-argument entry ;; esac
# The dot ends a note: one that a crash tore is not read as another.
note_line journal "$2 ."
end
