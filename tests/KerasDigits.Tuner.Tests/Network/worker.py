# Plays a worker of Python's KerasTuner with grpcio alone: python3 worker.py PORT NAME. Messages are put together from their fields, so that no generated code is needed.
import struct
import sys

import grpc

channel = grpc.insecure_channel("127.0.0.1:" + sys.argv[1])


def call(method, request):
    return channel.unary_unary("/keras_tuner.Oracle/" + method)(request, timeout=60, wait_for_ready=True)


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def fields(message):
    """The fields of a message, by number: bytes, or whole numbers."""
    out, at = {}, 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = number()
        if key & 7 == 0:
            value = number()
        else:
            size = {1: 8, 5: 4}.get(key & 7)
            size = number() if size is None else size
            value = message[at:at + size]
            at += size
        out.setdefault(key >> 3, []).append(value)
    return out


IDLE, STOPPED, COMPLETED, done = 2, 4, 5, 0
while True:
    trial = fields(call("CreateTrial", field(1, sys.argv[2].encode())))[1][0]
    status = fields(trial)[3][0]
    if status == STOPPED:
        break
    if status == IDLE:
        continue
    name = fields(trial)[2][0]
    assert fields(fields(call("GetTrial", field(1, name)))[1][0])[2][0] == name
    score = field(1, b"score") + b"\x11" + struct.pack("<d", 0.5 + done)
    call("UpdateTrial", field(1, name) + field(2, score))
    # The last of two equal fields counts.
    call("EndTrial", field(1, trial + b"\x18" + varint(COMPLETED)))
    done += 1
print(done)
