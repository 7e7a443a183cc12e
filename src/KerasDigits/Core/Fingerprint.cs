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
        <= 16 => Short(s),
        <= 32 => Middle(s),
        <= 64 => Longer(s),
        _ => Long(s),
    };

    private static ulong Short(ReadOnlySpan<byte> s)
    {
        int n = s.Length;
        ulong multiplier = K2 + ((ulong)n * 2);
        if (n >= 8)
        {
            ulong a = At(s, 0) + K2, b = At(s, n - 8);
            return Pair((BitOperations.RotateRight(b, 37) * multiplier) + a, (BitOperations.RotateRight(a, 25) + b) * multiplier,
                multiplier);
        }
        if (n >= 4)
        {
            return Pair((ulong)n + ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(s) << 3),
                BinaryPrimitives.ReadUInt32LittleEndian(s[(n - 4)..]), multiplier);
        }
        if (n == 0) { return K2; }
        uint y = s[0] + ((uint)s[n >> 1] << 8), z = (uint)n + ((uint)s[n - 1] << 2);
        return Mix((y * K2) ^ (z * K0)) * K2;
    }

    private static ulong Middle(ReadOnlySpan<byte> s)
    {
        int n = s.Length;
        ulong multiplier = K2 + ((ulong)n * 2), a = At(s, 0) * K1, b = At(s, 8), c = At(s, n - 8) * multiplier, d = At(s, n - 16) * K2;
        return Pair(BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d,
            a + BitOperations.RotateRight(b + K2, 18) + c, multiplier);
    }

    private static ulong Longer(ReadOnlySpan<byte> s)
    {
        int n = s.Length;
        ulong multiplier = K2 + ((ulong)n * 2), a = At(s, 0) * K2, b = At(s, 8), c = At(s, n - 8) * multiplier, d = At(s, n - 16) * K2;
        ulong y = BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d,
            z = Pair(y, a + BitOperations.RotateRight(b + K2, 18) + c, multiplier);
        ulong e = At(s, 16) * multiplier, f = At(s, 24), g = (y + At(s, n - 32)) * multiplier, h = (z + At(s, n - 24)) * multiplier;
        return Pair(BitOperations.RotateRight(e + f, 43) + BitOperations.RotateRight(g, 30) + h,
            e + BitOperations.RotateRight(f + a, 18) + g, multiplier);
    }

    private static ulong Long(ReadOnlySpan<byte> s)
    {
        int n = s.Length, end = (n - 1) / 64 * 64;
        ulong x = 81, y, z;
        unchecked
        {
            y = (81 * K1) + 113;
            z = Mix((y * K2) + 113) * K2;
            x = (x * K2) + At(s, 0);
        }
        (ulong First, ulong Second) v = default, w = default;
        for (int at = 0; at < end; at += 64)
        {
            x = BitOperations.RotateRight(x + y + v.First + At(s, at + 8), 37) * K1;
            y = BitOperations.RotateRight(y + v.Second + At(s, at + 48), 42) * K1;
            x ^= w.Second;
            y += v.First + At(s, at + 40);
            z = BitOperations.RotateRight(z + w.First, 33) * K1;
            v = Weak(s[at..], v.Second * K1, x + w.First);
            w = Weak(s[(at + 32)..], z + w.Second, y + At(s, at + 16));
            (z, x) = (x, z);
        }
        ulong multiplier = K1 + ((z & 0xff) << 1);
        int last = end + ((n - 1) & 63) - 63;
        w.First += (ulong)((n - 1) & 63);
        v.First += w.First;
        w.First += v.First;
        x = BitOperations.RotateRight(x + y + v.First + At(s, last + 8), 37) * multiplier;
        y = BitOperations.RotateRight(y + v.Second + At(s, last + 48), 42) * multiplier;
        x ^= w.Second * 9;
        y += (v.First * 9) + At(s, last + 40);
        z = BitOperations.RotateRight(z + w.First, 33) * multiplier;
        v = Weak(s[last..], v.Second * multiplier, x + w.First);
        w = Weak(s[(last + 32)..], z + w.Second, y + At(s, last + 16));
        (z, x) = (x, z);
        return Pair(Pair(v.First, w.First, multiplier) + (Mix(y) * K0) + z, Pair(v.Second, w.Second, multiplier) + x, multiplier);
    }

    private static (ulong, ulong) Weak(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        a += At(s, 0);
        ulong z = At(s, 24), start = a;
        b = BitOperations.RotateRight(b + a + z, 21);
        a += At(s, 8);
        a += At(s, 16);
        b += BitOperations.RotateRight(a, 44);
        return (a + z, b + start);
    }

    private static ulong At(ReadOnlySpan<byte> s, int place) => BinaryPrimitives.ReadUInt64LittleEndian(s[place..]);

    private static ulong Mix(ulong v) => v ^ (v >> 47);

    private static ulong Pair(ulong u, ulong v, ulong multiplier)
    {
        ulong a = (u ^ v) * multiplier;
        a ^= a >> 47;
        ulong b = (v ^ a) * multiplier;
        b ^= b >> 47;
        return b * multiplier;
    }

    /// <summary>SipHash-2-4 of a string's UTF-8 bytes under a key of two numbers.</summary>
    public static ulong Keyed(string text, ulong key0, ulong key1)
    {
        ReadOnlySpan<byte> s = Encoding.UTF8.GetBytes(text);
        ulong v0 = key0 ^ 0x736f6d6570736575, v1 = key1 ^ 0x646f72616e646f6d, v2 = key0 ^ 0x6c7967656e657261,
            v3 = key1 ^ 0x7465646279746573;
        ulong last = (ulong)s.Length << 56;
        for (int i = s.Length & ~7; i < s.Length; i++) { last |= (ulong)s[i] << (8 * (i & 7)); }
        for (int at = 0; at + 8 <= s.Length; at += 8) { Block(At(s, at)); }
        Block(last);
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++) { Round(); }
        return v0 ^ v1 ^ v2 ^ v3;

        void Block(ulong m)
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
