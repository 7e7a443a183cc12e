using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace KerasDigits.Core;

/// <summary>The hashes by which TensorFlow puts strings into bins: the same number for a string on every machine.</summary>
/// <remarks>Source: TensorFlow, platform/fingerprint.h (FarmHash's Fingerprint64) and platform/strong_hash.h (SipHash-2-4).</remarks>
internal static class Fingerprint
{
    private const ulong K0 = 0xc3a5c85c97cb3127, K1 = 0xb492b66fbe98f273, K2 = 0x9ae16a3b2f90404f;

    /// <summary>FarmHash's 64-bit fingerprint of a string's UTF-8 bytes.</summary>
    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Two fingerprints as one.</summary>
    public static ulong Join(ulong first, ulong second)
    {
        const ulong multiplier = 0xc6a4a7935bd1e995;
        ulong result = first ^ multiplier;
        result ^= Mix(second * multiplier) * multiplier;
        result *= multiplier;
        return Mix(Mix(result) * multiplier);
    }

    private static ulong Of(ReadOnlySpan<byte> s) => s.Length switch
    {
        <= 16 => HashShort(s),
        <= 32 => HashMiddle(s),
        <= 64 => HashLonger(s),
        _ => HashLong(s),
    };

    private static ulong HashShort(ReadOnlySpan<byte> s)
    {
        int n = s.Length;
        ulong multiplier = K2 + ((ulong)n * 2);
        if (n >= 8)
        {
            ulong a = ReadAt(s, 0) + K2, b = ReadAt(s, n - 8);
            return HashPair((BitOperations.RotateRight(b, 37) * multiplier) + a, (BitOperations.RotateRight(a, 25) + b) * multiplier,
                multiplier);
        }
        if (n >= 4)
        {
            return HashPair((ulong)n + ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(s) << 3),
                BinaryPrimitives.ReadUInt32LittleEndian(s[(n - 4)..]), multiplier);
        }
        if (n == 0) { return K2; }
        uint y = s[0] + ((uint)s[n >> 1] << 8), z = (uint)n + ((uint)s[n - 1] << 2);
        return Mix((y * K2) ^ (z * K0)) * K2;
    }

    private static ulong HashMiddle(ReadOnlySpan<byte> s)
    {
        int n = s.Length;
        ulong multiplier = K2 + ((ulong)n * 2), a = ReadAt(s, 0) * K1, b = ReadAt(s, 8), c = ReadAt(s, n - 8) * multiplier,
            d = ReadAt(s, n - 16) * K2;
        return HashPair(BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d,
            a + BitOperations.RotateRight(b + K2, 18) + c, multiplier);
    }

    private static ulong HashLonger(ReadOnlySpan<byte> s)
    {
        int n = s.Length;
        ulong multiplier = K2 + ((ulong)n * 2), a = ReadAt(s, 0) * K2, b = ReadAt(s, 8), c = ReadAt(s, n - 8) * multiplier,
            d = ReadAt(s, n - 16) * K2;
        ulong y = BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d,
            z = HashPair(y, a + BitOperations.RotateRight(b + K2, 18) + c, multiplier);
        ulong e = ReadAt(s, 16) * multiplier, f = ReadAt(s, 24), g = (y + ReadAt(s, n - 32)) * multiplier,
            h = (z + ReadAt(s, n - 24)) * multiplier;
        return HashPair(BitOperations.RotateRight(e + f, 43) + BitOperations.RotateRight(g, 30) + h,
            e + BitOperations.RotateRight(f + a, 18) + g, multiplier);
    }

    private static ulong HashLong(ReadOnlySpan<byte> s)
    {
        int n = s.Length, end = (n - 1) / 64 * 64;
        ulong x = 81, y, z;
        unchecked
        {
            y = (81 * K1) + 113;
            z = Mix((y * K2) + 113) * K2;
            x = (x * K2) + ReadAt(s, 0);
        }
        (ulong First, ulong Second) v = default, w = default;
        for (int at = 0; at < end; at += 64)
        {
            x = BitOperations.RotateRight(x + y + v.First + ReadAt(s, at + 8), 37) * K1;
            y = BitOperations.RotateRight(y + v.Second + ReadAt(s, at + 48), 42) * K1;
            x ^= w.Second;
            y += v.First + ReadAt(s, at + 40);
            z = BitOperations.RotateRight(z + w.First, 33) * K1;
            v = HashWeak(s[at..], v.Second * K1, x + w.First);
            w = HashWeak(s[(at + 32)..], z + w.Second, y + ReadAt(s, at + 16));
            (z, x) = (x, z);
        }
        ulong multiplier = K1 + ((z & 0xff) << 1);
        int last = end + ((n - 1) & 63) - 63;
        w.First += (ulong)((n - 1) & 63);
        v.First += w.First;
        w.First += v.First;
        x = BitOperations.RotateRight(x + y + v.First + ReadAt(s, last + 8), 37) * multiplier;
        y = BitOperations.RotateRight(y + v.Second + ReadAt(s, last + 48), 42) * multiplier;
        x ^= w.Second * 9;
        y += (v.First * 9) + ReadAt(s, last + 40);
        z = BitOperations.RotateRight(z + w.First, 33) * multiplier;
        v = HashWeak(s[last..], v.Second * multiplier, x + w.First);
        w = HashWeak(s[(last + 32)..], z + w.Second, y + ReadAt(s, last + 16));
        (z, x) = (x, z);
        return HashPair(HashPair(v.First, w.First, multiplier) + (Mix(y) * K0) + z, HashPair(v.Second, w.Second, multiplier) + x,
            multiplier);
    }

    private static (ulong, ulong) HashWeak(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        a += ReadAt(s, 0);
        ulong z = ReadAt(s, 24), start = a;
        b = BitOperations.RotateRight(b + a + z, 21);
        a += ReadAt(s, 8);
        a += ReadAt(s, 16);
        b += BitOperations.RotateRight(a, 44);
        return (a + z, b + start);
    }

    private static ulong ReadAt(ReadOnlySpan<byte> s, int place) => BinaryPrimitives.ReadUInt64LittleEndian(s[place..]);

    private static ulong Mix(ulong v) => v ^ (v >> 47);

    private static ulong HashPair(ulong u, ulong v, ulong multiplier)
    {
        ulong a = (u ^ v) * multiplier;
        a ^= a >> 47;
        ulong b = (v ^ a) * multiplier;
        b ^= b >> 47;
        return b * multiplier;
    }

    /// <summary>SipHash-2-4 of a string's UTF-8 bytes under a key of two numbers.</summary>
    public static ulong HashKeyed(string text, ulong key0, ulong key1)
    {
        ReadOnlySpan<byte> s = Encoding.UTF8.GetBytes(text);
        ulong v0 = key0 ^ 0x736f6d6570736575, v1 = key1 ^ 0x646f72616e646f6d, v2 = key0 ^ 0x6c7967656e657261,
            v3 = key1 ^ 0x7465646279746573;
        ulong last = (ulong)s.Length << 56;
        for (int i = s.Length & ~7; i < s.Length; i++) { last |= (ulong)s[i] << (8 * (i & 7)); }
        for (int at = 0; at + 8 <= s.Length; at += 8) { AddBlock(ReadAt(s, at)); }
        AddBlock(last);
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++) { Round(); }
        return v0 ^ v1 ^ v2 ^ v3;

        void AddBlock(ulong m)
        {
            v3 ^= m;
            Round();
            Round();
            v0 ^= m;
        }

        void Round()
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
