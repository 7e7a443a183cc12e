using System.Globalization;
using KerasDigits.Preprocessing.Images;

namespace KerasDigits.Images;

/// <summary>Reads netpbm's binary files of 8-bit values, P5 (grey) and P6 (RGB): flow_from_directory lists .ppm files.</summary>
internal static class Pnm
{
    public static bool Is(byte[] file) => file.Length > 2 && file[0] == 'P' && file[1] is (byte)'5' or (byte)'6'
        && char.IsWhiteSpace((char)file[2]);

    public static Image Read(byte[] file)
    {
        int at = 2;
        int width = ReadNumber(file, ref at), height = ReadNumber(file, ref at), greatest = ReadNumber(file, ref at);
        int channels = file[1] == '5' ? 1 : 3;
        if (greatest != 255)
        {
            throw new InvalidDataException($"PNM files of 8-bit values are read; this one's greatest value is {greatest}.");
        }
        long size = (long)width * height * channels;
        at++; // one white space ends the header
        SkiaImageCodec.CheckSize(width, height);
        if (size > file.Length - at) { throw new InvalidDataException("The file is truncated."); }
        return new Image(channels == 1 ? "L" : "RGB", width, height, file.AsSpan(at, (int)size).ToArray());
    }

    private static int ReadNumber(byte[] file, ref int at)
    {
        while (at < file.Length && (char.IsWhiteSpace((char)file[at]) || file[at] == '#'))
        {
            if (file[at] == '#') { while (at < file.Length && file[at] != '\n') { at++; } }
            else { at++; }
        }
        int start = at;
        while (at < file.Length && char.IsAsciiDigit((char)file[at])) { at++; }
        return int.TryParse(file.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? n
            : throw new InvalidDataException("The PNM header is damaged.");
    }
}
