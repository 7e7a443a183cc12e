using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Writes a TrueType font of straight outlines.</summary>
/// <remarks>Source: the OpenType specification, tables cmap, glyf, head, hhea, hmtx, loca, maxp, name, OS/2, post.</remarks>
internal static class TrueType
{
    private const int Em = 1000, Ascent = 930, Descent = -260;

    /// <summary>The font file.</summary>
    /// <param name="family">Name of the font family.</param>
    /// <param name="glyphs">Characters of the basic plane in ascending order, each with its advance and outlines.</param>
    public static byte[] Write(string family, IReadOnlyList<(char Character, int Advance, List<(int X, int Y)[]> Outlines)> glyphs)
    {
        var shapes = new List<(int Advance, List<(int X, int Y)[]> Outlines)> { (500,
            [[(60, 0), (60, 700), (440, 700), (440, 0)], [(110, 50), (390, 50), (390, 650), (110, 650)]]) };
        shapes.AddRange(glyphs.Select(g => (g.Advance, g.Outlines)));
        var glyf = new Bytes();
        var loca = new Bytes();
        var hmtx = new Bytes();
        int points = 0, contours = 0;
        foreach (var (advance, outlines) in shapes)
        {
            loca.AppendLong(glyf.Count);
            int left = outlines.Count == 0 ? 0 : outlines.SelectMany(o => o).Min(p => p.X);
            hmtx.AppendShort(advance).AppendShort(left);
            if (outlines.Count > 0) { WriteGlyph(glyf, outlines, left); }
            points = Math.Max(points, outlines.Sum(o => o.Length));
            contours = Math.Max(contours, outlines.Count);
        }
        loca.AppendLong(glyf.Count);
        (int X, int Y)[] all = [.. shapes.SelectMany(s => s.Outlines).SelectMany(o => o)];
        (int minX, int minY, int maxX, int maxY) = (all.Min(p => p.X), all.Min(p => p.Y), all.Max(p => p.X), all.Max(p => p.Y));
        var tables = new SortedDictionary<string, Bytes>(StringComparer.Ordinal)
        {
            ["OS/2"] = new Bytes().AppendShort(3).AppendShort(500).AppendShort(400).AppendShort(5).AppendShort(0).AppendShorts(650, 600, 0,
                75, 650, 600, 0, 350, 50, 300)
            .AppendShort(0).AppendRaw(new byte[10]).AppendLong(1).AppendLong(0).AppendLong(0).AppendLong(0).AppendRaw("KDIG"u8)
                .AppendShort(0x40).AppendShort(glyphs[0].Character).AppendShort(glyphs[^1].Character).AppendShort(Ascent)
                .AppendShort(Descent).AppendShort(0).AppendShort(Ascent)
                .AppendShort(-Descent).AppendLong(1).AppendLong(0).AppendShorts(480, 702, 0, 32, 1),
            ["cmap"] = WriteCharacterMap([.. glyphs.Select(g => g.Character)]),
            ["glyf"] = glyf,
            ["head"] = new Bytes().AppendLong(0x10000).AppendLong(0x10000).AppendLong(0).AppendLong(0x5F0F3CF5).AppendShort(0)
                .AppendShort(Em).AppendLong(0).AppendLong(0).AppendLong(0).AppendLong(0)
            .AppendShorts(minX, minY, maxX, maxY).AppendShort(0).AppendShort(8).AppendShort(2).AppendShort(1).AppendShort(0),
            ["hhea"] = new Bytes().AppendLong(0x10000).AppendShort(Ascent).AppendShort(Descent).AppendShort(0)
                .AppendShort(shapes.Max(s => s.Advance))
            .AppendShorts(minX, 0, maxX, 1, 0, 0, 0, 0, 0, 0, 0).AppendShort(shapes.Count),
            ["hmtx"] = hmtx,
            ["loca"] = loca,
            ["maxp"] = new Bytes().AppendLong(0x10000).AppendShort(shapes.Count).AppendShort(points).AppendShort(contours).AppendShorts(0,
                0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
            ["name"] = WriteNames(family),
            ["post"] = new Bytes().AppendLong(0x30000).AppendLong(0).AppendShort(-100).AppendShort(50).AppendLong(0).AppendLong(0)
                .AppendLong(0).AppendLong(0).AppendLong(0),
        };
        return Assemble(tables);
    }

    private static void WriteGlyph(Bytes to, List<(int X, int Y)[]> outlines, int left)
    {
        (int X, int Y)[] points = [.. outlines.SelectMany(o => o)];
        to.AppendShort(outlines.Count).AppendShorts(left, points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));
        int end = -1;
        foreach (var outline in outlines) { to.AppendShort(end += outline.Length); }
        // No instructions; each point on the curve with two-byte steps; 0x40 on the first says that outlines overlap.
        to.AppendShort(0).AppendRaw([.. points.Select((_, i) => (byte)(i == 0 ? 0x41 : 0x01))]);
        int x = 0, y = 0;
        foreach (var p in points) { to.AppendShort(p.X - x); x = p.X; }
        foreach (var p in points) { to.AppendShort(p.Y - y); y = p.Y; }
        to.Pad();
    }

    /// <summary>Format 4 with a segment for each run of neighbouring characters.</summary>
    private static Bytes WriteCharacterMap(char[] characters)
    {
        var runs = new List<(int First, int Last, int Glyph)>();
        for (int i = 0; i < characters.Length; i++)
        {
            if (runs.Count > 0 && runs[^1].Last == characters[i] - 1) { runs[^1] = (runs[^1].First, characters[i], runs[^1].Glyph); }
            else { runs.Add((characters[i], characters[i], i + 1)); }
        }
        runs.Add((0xFFFF, 0xFFFF, 0));
        int power = 1 << (int)Math.Log2(runs.Count);
        var map = new Bytes().AppendShort(0).AppendShort(1).AppendShort(3).AppendShort(1).AppendLong(12).AppendShort(4)
            .AppendShort(16 + (8 * runs.Count)).AppendShort(0)
            .AppendShort(2 * runs.Count).AppendShort(2 * power).AppendShort((int)Math.Log2(power)).AppendShort(2 * (runs.Count - power));
        foreach (var r in runs) { map.AppendShort(r.Last); }
        map.AppendShort(0);
        foreach (var r in runs) { map.AppendShort(r.First); }
        foreach (var r in runs) { map.AppendShort(r.First == 0xFFFF ? 1 : r.Glyph - r.First); }
        foreach (var _ in runs) { map.AppendShort(0); }
        return map;
    }

    private static Bytes WriteNames(string family)
    {
        (int Id, string Text)[] entries = [(1, family), (2, "Regular"), (3, family), (4, family),
            (6, family.Replace(" ", "", StringComparison.Ordinal))];
        var table = new Bytes().AppendShort(0).AppendShort(entries.Length).AppendShort(6 + (12 * entries.Length));
        var text = new Bytes();
        foreach (var (id, value) in entries)
        {
            byte[] bytes = Encoding.BigEndianUnicode.GetBytes(value);
            table.AppendShort(3).AppendShort(1).AppendShort(0x409).AppendShort(id).AppendShort(bytes.Length).AppendShort(text.Count);
            text.AppendRaw(bytes);
        }
        return table.AppendRaw(text.ToArray());
    }

    private static byte[] Assemble(SortedDictionary<string, Bytes> tables)
    {
        int power = 1 << (int)Math.Log2(tables.Count);
        var file = new Bytes().AppendLong(0x10000).AppendShort(tables.Count).AppendShort(16 * power).AppendShort((int)Math.Log2(power))
            .AppendShort(16 * (tables.Count - power));
        int at = 12 + (16 * tables.Count), head = 0;
        foreach (var (tag, table) in tables)
        {
            int length = table.Count;
            table.Pad();
            if (tag == "head") { head = at; }
            file.AppendRaw(Encoding.ASCII.GetBytes(tag)).AppendLong(unchecked((int)Sum(table.ToArray()))).AppendLong(at).AppendLong(length);
            at += table.Count;
        }
        foreach (Bytes table in tables.Values) { file.AppendRaw(table.ToArray()); }
        byte[] bytes = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(head + 8), unchecked(0xB1B0AFBA - Sum(bytes)));
        return bytes;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i + 4 <= bytes.Length; i += 4) { sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..])); }
        return sum;
    }

    /// <summary>Big-endian bytes.</summary>
    private sealed class Bytes
    {
        private readonly List<byte> _bytes = [];

        public int Count => _bytes.Count;

        public Bytes AppendShort(int value)
        {
            _bytes.AddRange([(byte)(value >> 8), (byte)value]);
            return this;
        }

        public Bytes AppendShorts(params int[] values)
        {
            foreach (int value in values) { AppendShort(value); }
            return this;
        }

        public Bytes AppendLong(int value) => AppendShort(value >> 16).AppendShort(value);

        public Bytes AppendRaw(ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public void Pad()
        {
            while (_bytes.Count % 4 != 0) { _bytes.Add(0); }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
