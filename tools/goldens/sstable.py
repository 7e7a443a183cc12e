"""The index of a checkpoint is a table of sorted entries in blocks; this packs the blocks by Snappy, as TensorFlow may when it is built so."""
import struct

MAGIC = 0xdb4775248b80fb57
TABLE = []
for number in range(256):
    for _ in range(8):
        number = number >> 1 ^ (0x82f63b78 if number & 1 else 0)
    TABLE.append(number)


def checksum(content):
    """CRC-32C, turned and shifted as tables store it."""
    value = 0xffffffff
    for byte in content:
        value = value >> 8 ^ TABLE[(value ^ byte) & 255]
    value ^= 0xffffffff
    return ((value >> 15 | value << 17) + 0xa282ead8) & 0xffffffff


def read_number(content, at):
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def number_bytes(value):
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    return bytes(made + bytes([value]))


def snappy(content):
    """Snappy's form of bytes: copies of four or more that stood before, and the rest as it is."""
    made, start, at, seen = bytearray(number_bytes(len(content))), 0, 0, {}

    def literal(end):
        for begin in range(start, end, 60):
            part = content[begin:min(begin + 60, end)]
            made.append(len(part) - 1 << 2)
            made.extend(part)

    while at + 4 <= len(content):
        known = seen.get(content[at:at + 4])
        seen[content[at:at + 4]] = at
        if known is None or at - known > 65535:
            at += 1
            continue
        length = 4
        while length < 64 and at + length < len(content) and content[known + length] == content[at + length]:
            length += 1
        literal(at)
        made.append(length - 1 << 2 | 2)
        made.extend(struct.pack("<H", at - known))
        at += length
        start = at
    literal(len(content))
    return bytes(made)


def plain(packed):
    """The other way round."""
    length, at = read_number(packed, 0)
    made = bytearray()
    while at < len(packed):
        tag = packed[at]
        at += 1
        if tag & 3 == 0:
            count = tag >> 2
            if count > 59:
                more = count - 59
                count = int.from_bytes(packed[at:at + more], "little")
                at += more
            made.extend(packed[at:at + count + 1])
            at += count + 1
            continue
        if tag & 3 == 1:
            count, back, at = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | packed[at], at + 1
        else:
            width = 2 if tag & 3 == 2 else 4
            count, back, at = (tag >> 2) + 1, int.from_bytes(packed[at:at + width], "little"), at + width
        for _ in range(count):
            made.append(made[-back])
    assert len(made) == length
    return bytes(made)


def block(file, handle):
    """A block's content by its handle."""
    offset, size = handle
    content = file[offset:offset + size]
    assert checksum(file[offset:offset + size + 1]) == struct.unpack("<I", file[offset + size + 1:offset + size + 5])[0]
    return plain(content) if file[offset + size] == 1 else content


def entries(content):
    """Keys and values of a block."""
    count = struct.unpack("<I", content[-4:])[0]
    at, key, end = 0, b"", len(content) - 4 - 4 * count
    while at < end:
        shared, at = read_number(content, at)
        rest, at = read_number(content, at)
        length, at = read_number(content, at)
        key = key[:shared] + content[at:at + rest]
        yield key, content[at + rest:at + rest + length]
        at += rest + length


def joined(pairs):
    """A block of keys and values, none of which shares its beginning with another."""
    made, starts = bytearray(), []
    for key, value in pairs:
        starts.append(len(made))
        made += number_bytes(0) + number_bytes(len(key)) + number_bytes(len(value)) + key + value
    return bytes(made) + b"".join(struct.pack("<I", s) for s in starts or [0]) + struct.pack("<I", len(starts) or 1)


def packed(file):
    """The same table with every block packed."""
    footer = file[-48:]
    assert struct.unpack("<Q", footer[-8:])[0] == MAGIC
    meta_at, at = read_number(footer, 0)
    meta_size, at = read_number(footer, at)
    index_at, at = read_number(footer, at)
    index_size, at = read_number(footer, at)
    made = bytearray()

    def put(content):
        smaller, place = snappy(content), number_bytes(len(made))
        made.extend(smaller + b"\x01")
        made.extend(struct.pack("<I", checksum(smaller + b"\x01")))
        return place + number_bytes(len(smaller))

    index = []
    for key, value in entries(block(file, (index_at, index_size))):
        offset, where = read_number(value, 0)
        size, _ = read_number(value, where)
        index.append((key, put(block(file, (offset, size)))))
    meta = put(block(file, (meta_at, meta_size)))
    handles = meta + put(joined(index))
    return bytes(made) + handles + bytes(40 - len(handles)) + struct.pack("<Q", MAGIC)
