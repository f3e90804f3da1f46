# Answers HTTP-01 challenges of one ACME account on port 80 (RFC 8555 section 8.3). Ends after 300 s,
# when standard input ends, and when nothing comes in there for 25 s: the connection is gone.
import os, re, select, signal, socket, subprocess, sys, threading, time

PID_FILE, THUMBPRINT = sys.argv[2], sys.argv[3]
PATH = re.compile(rb"^(GET|HEAD) /\.well-known/acme-challenge/([A-Za-z0-9_-]{1,128}) HTTP/1\.[01]\r?\n")
SLOTS = threading.BoundedSemaphore(32)


def refuse(code, detail):
    sys.stderr.write("homeport-refuse %s %s\n" % (code, detail))
    sys.exit(65)


def listener():
    """The program that has port 80, where that can be seen."""
    try:
        told = subprocess.run(["ss", "-H", "-ltnp", "sport = :80"], capture_output=True, text=True, timeout=5).stdout
    except (OSError, subprocess.SubprocessError):
        return "?"
    found = re.search(r'users:\(\("([^"]{1,64})"', told)
    return found.group(1) if found else "?"


def end_earlier_one():
    try:
        with open(PID_FILE) as file:
            pid = int(file.read(20))
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            if b"homeport-responder" in file.read(100000):
                os.kill(pid, signal.SIGTERM)
    except (OSError, ValueError):
        pass


def listen(family, address):
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    found.bind((address, 80))
    found.listen(64)
    return found


def listen_on_both():
    listeners = [listen(socket.AF_INET, "0.0.0.0")]
    try:
        listeners.append(listen(socket.AF_INET6, "::"))
    except OSError as error:
        if error.errno == 98:  # EADDRINUSE; any other error: there is no IPv6 here
            listeners[0].close()
            raise
    return listeners


def answer(connection):
    try:
        connection.settimeout(5)
        until, asked = time.monotonic() + 5, b""
        while b"\n" not in asked and len(asked) < 4096 and time.monotonic() < until:
            more = connection.recv(1024)
            if not more:
                break
            asked += more
        match = PATH.match(asked)
        status, body = b"404 Not Found", b""
        if match:
            status, body = b"200 OK", match.group(2) + b"." + THUMBPRINT.encode()
        head = b"HTTP/1.1 %s\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        connection.sendall(head % (status, len(body)) + (b"" if match and match.group(1) == b"HEAD" else body))
        connection.shutdown(socket.SHUT_WR)
        connection.recv(4096)
    except OSError:
        pass
    finally:
        connection.close()
        SLOTS.release()


def serve(listeners):
    until, heard = time.monotonic() + 300, time.monotonic()
    while time.monotonic() < min(until, heard + 25):
        for ready in select.select(listeners + [0], [], [], 1)[0]:
            if ready == 0:
                if not os.read(0, 4096):
                    return
                heard = time.monotonic()
                continue
            connection, _ = ready.accept()
            if SLOTS.acquire(blocking=False):
                threading.Thread(target=answer, args=(connection,), daemon=True).start()
            else:
                connection.close()


end_earlier_one()
listeners = None
for attempt in range(20):
    try:
        listeners = listen_on_both()
        break
    except OSError:
        time.sleep(0.2)
if listeners is None:
    refuse("port-taken", listener())
with open(PID_FILE, "w") as file:
    file.write("%d\n" % os.getpid())
try:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
except OSError:
    refuse("not-root", "")
sys.stdout.write("homeport-end\n")
sys.stdout.flush()
serve(listeners)
