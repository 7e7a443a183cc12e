using System.Buffers.Binary;
using KerasDigits.Preprocessing.Images;

namespace KerasDigits.Images;

/// <summary>Writes Windows bitmaps of 24 bits, which Skia only reads.</summary>
internal static class Bmp
{
    private const int Header = 54;

    public static void Write(Stream target, Image image)
    {
        Image rgb = image.mode == "RGB" ? image : image.convert("RGB");
        int rowBytes = ((rgb.width * 3) + 3) / 4 * 4;
        byte[] file = new byte[Header + (rowBytes * rgb.height)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        void Put(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        Put(2, file.Length);
        Put(10, Header);
        Put(14, 40);
        Put(18, rgb.width);
        Put(22, rgb.height);
        file[26] = 1;
        file[28] = 24;
        Put(34, rowBytes * rgb.height);
        for (int row = 0; row < rgb.height; row++)
        {
            int to = Header + ((rgb.height - 1 - row) * rowBytes), from = row * rgb.width * 3;
            for (int x = 0; x < rgb.width; x++, to += 3, from += 3)
            {
                (file[to], file[to + 1], file[to + 2]) = (rgb.Pixels[from + 2], rgb.Pixels[from + 1], rgb.Pixels[from]);
            }
        }
        target.Write(file);
    }
}
