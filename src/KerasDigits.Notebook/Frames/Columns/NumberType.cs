using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>The dtypes of numbers: their names, and what becomes of a value in another dtype.</summary>
internal static class NumberType
{
    public static NPTypeCode GetCode<T>() => (NPTypeCode)Type.GetTypeCode(typeof(T));

    public static string GetName(NPTypeCode code) => code switch
    {
        NPTypeCode.Double => "float64",
        NPTypeCode.Single => "float32",
        NPTypeCode.Boolean => "bool",
        NPTypeCode.Byte => "uint8",
        NPTypeCode.SByte => "int8",
        _ => code.ToString().ToLowerInvariant(),
    };

    /// <summary>A dtype by NumPy's or Python's name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static NPTypeCode Parse(string name) => name switch
    {
        "float64" or "float" or "double" or "f8" => NPTypeCode.Double,
        "float32" or "f4" => NPTypeCode.Single,
        "int64" or "int" or "i8" => NPTypeCode.Int64,
        "int32" or "i4" => NPTypeCode.Int32,
        "int16" or "i2" => NPTypeCode.Int16,
        "int8" or "i1" => NPTypeCode.SByte,
        "uint8" or "u1" => NPTypeCode.Byte,
        "uint16" or "u2" => NPTypeCode.UInt16,
        "uint32" or "u4" => NPTypeCode.UInt32,
        "uint64" or "u8" => NPTypeCode.UInt64,
        "bool" or "boolean" => NPTypeCode.Boolean,
        _ => throw new ArgumentException($"data type '{name}' not understood: say \"float32\", \"float64\", \"int32\", \"int64\", "
            + "\"uint8\", \"bool\", \"str\", \"category\", \"datetime64[ns]\" or \"timedelta64[ns]\"."),
    };

    /// <summary>The dtype that holds two others, as NumPy finds it.</summary>
    public static NPTypeCode FindCommon(NPTypeCode a, NPTypeCode b)
    {
        if (a == b || b == NPTypeCode.Boolean) { return a; }
        if (a == NPTypeCode.Boolean) { return b; }
        (int bits, bool isFloat, bool isSigned) x = Describe(a), y = Describe(b);
        if (x.isFloat || y.isFloat)
        {
            int floats = Math.Max(x.isFloat ? x.bits : x.bits < 32 ? 32 : 64, y.isFloat ? y.bits : y.bits < 32 ? 32 : 64);
            return floats > 32 ? NPTypeCode.Double : NPTypeCode.Single;
        }
        if (x.isSigned == y.isSigned) { return x.bits >= y.bits ? a : b; }
        int bits = Math.Max(x.isSigned ? x.bits : x.bits * 2, y.isSigned ? y.bits : y.bits * 2);
        return bits switch
        {
            8 => NPTypeCode.SByte,
            16 => NPTypeCode.Int16,
            32 => NPTypeCode.Int32,
            64 => NPTypeCode.Int64,
            _ => NPTypeCode.Double
        };
    }

    public static bool IsFloat(NPTypeCode code) => code is NPTypeCode.Double or NPTypeCode.Single;

    public static double ToDouble<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) { return Unsafe.BitCast<T, double>(value); }
        if (typeof(T) == typeof(long)) { return Unsafe.BitCast<T, long>(value); }
        if (typeof(T) == typeof(float)) { return Unsafe.BitCast<T, float>(value); }
        if (typeof(T) == typeof(int)) { return Unsafe.BitCast<T, int>(value); }
        if (typeof(T) == typeof(byte)) { return Unsafe.BitCast<T, byte>(value); }
        if (typeof(T) == typeof(bool)) { return Unsafe.BitCast<T, bool>(value) ? 1 : 0; }
        if (typeof(T) == typeof(short)) { return Unsafe.BitCast<T, short>(value); }
        if (typeof(T) == typeof(sbyte)) { return Unsafe.BitCast<T, sbyte>(value); }
        if (typeof(T) == typeof(ushort)) { return Unsafe.BitCast<T, ushort>(value); }
        if (typeof(T) == typeof(uint)) { return Unsafe.BitCast<T, uint>(value); }
        if (typeof(T) == typeof(ulong)) { return Unsafe.BitCast<T, ulong>(value); }
        throw new NotSupportedException(typeof(T).Name);
    }

    /// <summary>As C and NumPy cast: what is behind the point goes, what is too large wraps.</summary>
    public static T From<T>(double value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) { return Unsafe.BitCast<double, T>(value); }
        if (typeof(T) == typeof(float)) { return Unsafe.BitCast<float, T>((float)value); }
        if (typeof(T) == typeof(bool)) { return Unsafe.BitCast<bool, T>(value != 0); }
        if (typeof(T) == typeof(ulong)) { return Unsafe.BitCast<ulong, T>(unchecked(value < 0 ? (ulong)(long)value : (ulong)value)); }
        return From<T>(unchecked((long)value));
    }

    public static T From<T>(long value)
        where T : unmanaged
    {
        unchecked
        {
            if (typeof(T) == typeof(long)) { return Unsafe.BitCast<long, T>(value); }
            if (typeof(T) == typeof(double)) { return Unsafe.BitCast<double, T>(value); }
            if (typeof(T) == typeof(float)) { return Unsafe.BitCast<float, T>(value); }
            if (typeof(T) == typeof(int)) { return Unsafe.BitCast<int, T>((int)value); }
            if (typeof(T) == typeof(byte)) { return Unsafe.BitCast<byte, T>((byte)value); }
            if (typeof(T) == typeof(bool)) { return Unsafe.BitCast<bool, T>(value != 0); }
            if (typeof(T) == typeof(short)) { return Unsafe.BitCast<short, T>((short)value); }
            if (typeof(T) == typeof(sbyte)) { return Unsafe.BitCast<sbyte, T>((sbyte)value); }
            if (typeof(T) == typeof(ushort)) { return Unsafe.BitCast<ushort, T>((ushort)value); }
            if (typeof(T) == typeof(uint)) { return Unsafe.BitCast<uint, T>((uint)value); }
            if (typeof(T) == typeof(ulong)) { return Unsafe.BitCast<ulong, T>((ulong)value); }
        }
        throw new NotSupportedException(typeof(T).Name);
    }

    /// <summary>A value in another dtype; integers never go through a double.</summary>
    public static TTo Convert<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(TTo)) { return Unsafe.BitCast<TFrom, TTo>(value); }
        return typeof(TFrom) == typeof(long) ? From<TTo>(Unsafe.BitCast<TFrom, long>(value)) : From<TTo>(ToDouble(value));
    }

    private static (int Bits, bool IsFloat, bool IsSigned) Describe(NPTypeCode code) => code switch
    {
        NPTypeCode.Double => (64, true, true),
        NPTypeCode.Single => (32, true, true),
        NPTypeCode.Int64 => (64, false, true),
        NPTypeCode.Int32 => (32, false, true),
        NPTypeCode.Int16 => (16, false, true),
        NPTypeCode.SByte => (8, false, true),
        NPTypeCode.UInt64 => (64, false, false),
        NPTypeCode.UInt32 => (32, false, false),
        NPTypeCode.UInt16 => (16, false, false),
        _ => (8, false, false),
    };
}
