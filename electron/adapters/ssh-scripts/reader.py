# Prints what Synapse's configuration says about names, listeners and places, as JSON: only these
# keys, never a secret. Files are merged as Synapse does: in ASCII order, the last wins, whole keys.
import json, os, sqlite3, sys

KEYS = ("server_name", "listeners", "tls_certificate_path", "tls_private_key_path", "public_baseurl", "signing_key_path")

LISTENER_KEYS = ("port", "tls", "type", "bind_address", "bind_addresses", "x_forwarded", "resources", "tag", "request_id_header")


def config_paths(start):
    paths, rest = [], iter(start.split())
    for word in rest:
        if word in ("-c", "--config-path"):
            paths.append(next(rest, ""))
        elif word.startswith("--config-path="):
            paths.append(word.split("=", 1)[1])
    return paths


def files_of(path):
    if not os.path.isdir(path):
        return [path]
    inside = sorted(name for name in os.listdir(path) if name.endswith(".yaml"))
    return [each for each in (os.path.join(path, name) for name in inside) if os.path.isfile(each)]


def users_in(path):
    if not os.path.exists(path):
        return False
    # Without a write-ahead log beside it the file is read as it is, so that nothing is written there.
    how = "mode=ro" if os.path.exists(path + "-wal") else "mode=ro&immutable=1"
    database = sqlite3.connect("file:%s?%s" % (path.replace("%", "%25").replace("?", "%3f").replace("#", "%23"), how), uri=True, timeout=3)
    try:
        if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'users'").fetchone() is None:
            return False
        return database.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None
    finally:
        database.close()


def plain(value):
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else str(value)


# What nobody knows here may hold a secret: it is told by its name alone, so that it is not lost unseen.
def known(value, keys):
    return {str(key): plain(each) if key in keys else None for key, each in value.items()} if isinstance(value, dict) else None


def listener(value):
    found = known(value, LISTENER_KEYS)
    if found and isinstance(value.get("resources"), list):
        found["resources"] = [known(each, ("names", "compress")) for each in value["resources"]]
    return found


def read():
    import yaml

    merged, set_in, files = {}, {}, []
    paths = config_paths(sys.argv[1])
    for path in (each for given in paths for each in files_of(given)):
        files.append(path)
        with open(path) as file:
            content = yaml.safe_load(file) or {}
        for key, value in content.items():
            merged[key] = value
            set_in[key] = path
    database = merged.get("database") or {}
    kind = str(database.get("name", "sqlite3"))
    place = (database.get("args") or {}).get("database")
    users = None
    if kind == "sqlite3":
        try:
            users = users_in(str(place or "homeserver.db"))
        except (OSError, sqlite3.Error):
            users = None
    found = {key: plain(merged[key]) for key in KEYS if key in merged and key != "listeners"}
    if merged.get("listeners") is not None:
        found["listeners"] = [listener(each) for each in merged["listeners"]] if isinstance(merged["listeners"], list) else [None]
    media = merged.get("media_store_path")
    return {
        "files": files,
        "folders": [each for each in paths if os.path.isdir(each)],
        "config": found,
        "setIn": {key: set_in[key] for key in KEYS if key in set_in},
        "database": kind,
        "users": users,
        "dataDir": os.path.dirname(str(place)) if kind == "sqlite3" and place else os.path.dirname(str(media)) if media else None,
    }


def version():
    try:
        import synapse

        return str(synapse.__version__)
    except Exception:
        return None


try:
    answer = read()
except Exception as error:
    answer = {"problem": "%s: %s" % (type(error).__name__, str(error).split("\n")[0][:200])}
answer["version"] = version()
print(json.dumps(answer))
