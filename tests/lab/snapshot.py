# Prints one JSON line per file of the folders named as arguments: path, kind, owner, mode, bytes (as a digest).
import hashlib, json, os, re, stat, sys

# The marker line names the run, which differs between two runs that did the same.
RUN = re.compile(rb"# Managed by Homeport \(run [^)]*\)")


def line(path):
    info = os.lstat(path)
    kind = stat.S_IFMT(info.st_mode)
    row = {
        "path": path,
        "kind": {stat.S_IFDIR: "dir", stat.S_IFREG: "file", stat.S_IFLNK: "link"}.get(kind, "other"),
        "owner": f"{info.st_uid}:{info.st_gid}",
        "mode": f"{stat.S_IMODE(info.st_mode):04o}",
    }
    if row["kind"] == "file":
        with open(path, "rb") as opened:
            row["content"] = hashlib.sha256(RUN.sub(b"# Managed by Homeport", opened.read())).hexdigest()
    if row["kind"] == "link":
        row["content"] = os.readlink(path)
    return row


def walk(path):
    try:
        print(json.dumps(line(path)))
        if os.path.isdir(path) and not os.path.islink(path):
            for name in sorted(os.listdir(path)):
                walk(os.path.join(path, name))
    except FileNotFoundError:
        pass  # gone while we looked


for folder in sys.argv[1:]:
    walk(folder)
