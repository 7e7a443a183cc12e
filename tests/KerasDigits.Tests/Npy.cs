using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NumSharp;

namespace KerasDigits.Tests;

/// <summary>Reads NumPy's .npy format, version 1 and 2, little-endian numbers in C order.</summary>
internal static class Npy
{
    public static NDArray Read(byte[] file)
    {
        int length = file[6] == 1 ? BitConverter.ToUInt16(file, 8) : (int)BitConverter.ToUInt32(file, 8);
        int start = (file[6] == 1 ? 10 : 12) + length;
        string header = Encoding.Latin1.GetString(file, start - length, length);
        string type = Regex.Match(header, @"'descr':\s*'([^']+)'").Groups[1].Value;
        long[] shape = [.. Regex.Match(header, @"'shape':\s*\(([^)]*)\)").Groups[1].Value.Split(',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(d => long.Parse(d, CultureInfo.InvariantCulture))];
        long count = shape.Aggregate(1L, (a, b) => a * b);
        T[] Values<T>() where T : struct
        {
            var values = new T[count];
            Buffer.BlockCopy(file, start, values, 0, file.Length - start);
            return values;
        }
        NDArray flat = type switch
        {
            "<f4" => np.array(Values<float>()),
            "<f8" => np.array(Values<double>()),
            "<i4" => np.array(Values<int>()),
            "<i8" => np.array(Values<long>()),
            "|u1" => np.array(Values<byte>()),
            "|b1" => np.array(Values<bool>()),
            "<i2" => np.array(Values<short>()),
            "<u2" => np.array(Values<ushort>()),
            "<u4" => np.array(Values<uint>()),
            "<u8" => np.array(Values<ulong>()),
            "<f2" => np.array(Array.ConvertAll(Values<ushort>(), h => (float)BitConverter.UInt16BitsToHalf(h))),
            _ => throw new NotSupportedException($"dtype {type}"),
        };
        return shape.Length == 0 ? flat.reshape(1) : flat.reshape(shape);
    }
}
