"""Prints FROM ADDRESS PORT for every TCP SYN that crosses an interface: syn-log.py INTERFACE (needs root)."""
import socket
import struct
import sys

ETH_P_ALL = 0x0003


def tcp_of(frame):
    """The source, the destination and the TCP header of an Ethernet frame, or None."""
    kind = struct.unpack("!H", frame[12:14])[0]
    packet = frame[14:]
    if kind == 0x0800 and packet[9] == socket.IPPROTO_TCP:
        return socket.AF_INET, packet[12:16], packet[16:20], packet[(packet[0] & 15) * 4:]
    if kind == 0x86DD and packet[6] == socket.IPPROTO_TCP:
        return socket.AF_INET6, packet[8:24], packet[24:40], packet[40:]
    return None


tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(ETH_P_ALL))
tap.bind((sys.argv[1], 0))
print("ready", flush=True)
while True:
    found = tcp_of(tap.recv(65535))
    if found is None:
        continue
    family, source, target, tcp = found
    if len(tcp) > 13 and tcp[13] & 0x12 == 0x02:
        port = struct.unpack("!H", tcp[2:4])[0]
        print(socket.inet_ntop(family, source), socket.inet_ntop(family, target), port, flush=True)
