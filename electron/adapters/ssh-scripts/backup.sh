# backup RUN PATH
need_root
state "$1"
keep_path "$2"
if [ "$kept" = file ]; then plain existed true; else plain existed false; fi
end
