# Reads Synapse's configuration as the daemon would at its start, and writes nothing: a signing key
# that Synapse makes at its first start may be missing, folders that it makes are not made.
import contextlib, io, os, ssl, sys

words = sys.argv[1].split()
options, rest = [], iter(words)
for word in rest:
    if word in ("-c", "--config-path"):
        options += ["--config-path", next(rest, "")]
    elif word.startswith("--config-path="):
        options.append(word)

from signedjson.key import generate_signing_key
from synapse.config import _base, key
from synapse.config.homeserver import HomeServerConfig

_base.Config.ensure_directory = classmethod(lambda cls, path: os.path.abspath(path))
for name in ("read_signing_key", "read_signing_keys"):
    original = getattr(key.KeyConfig, name, None)
    if original is not None:
        lenient = lambda self, path, *more, read=original: read(self, path, *more) if os.path.exists(path) else [generate_signing_key("check")]
        setattr(key.KeyConfig, name, lenient)

try:
    # What it says beside its verdict is advice, long and the same each time.
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        config = HomeServerConfig.load_config("homeport", options)
    server, tls = getattr(config, "server", config), getattr(config, "tls", config)
    is_tls = lambda each: each.get("tls") if isinstance(each, dict) else getattr(each, "tls", False)
    if any(is_tls(each) for each in server.listeners):
        certificate, private_key = tls.tls_certificate_file, tls.tls_private_key_file
        for path in (certificate, private_key):
            open(path).close()
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, private_key)
except _base.ConfigError as error:
    sys.exit("ConfigError: %s" % error)
except (OSError, ssl.SSLError) as error:
    sys.exit("%s: %s" % (type(error).__name__, error))
print("configuration read: %s" % server.server_name)
