# GETs http://127.0.0.1:PORT/PATH; prints the status, a line end, and at most 64 KiB of the body.
import http.client, signal, sys

signal.alarm(10)
try:
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=10)
    connection.putrequest("GET", sys.argv[2], skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", sys.argv[3])
    connection.putheader("Connection", "close")
    connection.endheaders()
    answer = connection.getresponse()
    sys.stdout.buffer.write(b"%d\n" % answer.status + answer.read(65536))
except (OSError, http.client.HTTPException):
    sys.exit(1)
