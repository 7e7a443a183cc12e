namespace KerasDigits.Preprocessing.Images;

/// <summary>Pillow's conversions between modes.</summary>
/// <remarks>Source: Pillow 9.4, src/libImaging/Convert.c.</remarks>
internal static class ImageModes
{
    /// <summary>The image in a mode that it does not have.</summary>
    public static Image Convert(Image image, string mode)
    {
        if (image.mode == "I")
        {
            byte[] cut = new byte[image.Values.Length];
            for (int i = 0; i < cut.Length; i++) { cut[i] = (byte)Math.Clamp(image.Values[i], 0, 255); }
            var grey = new Image("L", image.width, image.height, cut);
            return mode == "L" ? grey : Convert(grey, mode);
        }
        int from = image.Channels, to = mode switch { "L" => 1, "RGB" => 3, _ => 4 };
        ReadOnlySpan<byte> source = image.Pixels;
        byte[] target = new byte[image.width * image.height * to];
        for (int s = 0, t = 0; t < target.Length; s += from, t += to)
        {
            if (to == 1)
            {
                target[t] = ToGrey(source[s], source[s + 1], source[s + 2]);
                continue;
            }
            target[t] = source[s];
            target[t + 1] = source[from == 1 ? s : s + 1];
            target[t + 2] = source[from == 1 ? s : s + 2];
            if (to == 4) { target[t + 3] = 255; }
        }
        return new Image(mode, image.width, image.height, target);
    }

    /// <summary>ITU-R 601-2 luma in integers: 0.299 R + 0.587 G + 0.114 B, rounded.</summary>
    public static byte ToGrey(byte r, byte g, byte b) => (byte)(((r * 19595) + (g * 38470) + (b * 7471) + 0x8000) >> 16);

    /// <summary>Colours times alpha (Pillow's "RGBa"), so that transparent pixels do not colour their neighbours.</summary>
    public static byte[] Premultiply(ReadOnlySpan<byte> rgba)
    {
        byte[] result = rgba.ToArray();
        for (int i = 0; i < result.Length; i += 4)
        {
            for (int c = 0; c < 3; c++)
            {
                int product = (result[i + c] * result[i + 3]) + 128;
                result[i + c] = (byte)(((product >> 8) + product) >> 8);
            }
        }
        return result;
    }

    /// <summary>The inverse, in place.</summary>
    public static void Unpremultiply(byte[] rgba)
    {
        for (int i = 0; i < rgba.Length; i += 4)
        {
            int alpha = rgba[i + 3];
            if (alpha is 0 or 255) { continue; }
            for (int c = 0; c < 3; c++) { rgba[i + c] = (byte)Math.Min(255, 255 * rgba[i + c] / alpha); }
        }
    }
}
