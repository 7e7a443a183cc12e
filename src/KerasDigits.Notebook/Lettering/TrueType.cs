using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Writes a TrueType font of straight outlines.</summary>
/// <remarks>Source: the OpenType specification, tables cmap, glyf, head, hhea, hmtx, loca, maxp, name, OS/2, post.</remarks>
internal static class TrueType
{
    private const int Em = 1000, Ascent = 930, Descent = -260;

    /// <summary>The font file.</summary>
    /// <param name="family">Its name.</param>
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
            loca.Long(glyf.Count);
            int left = outlines.Count == 0 ? 0 : outlines.SelectMany(o => o).Min(p => p.X);
            hmtx.Short(advance).Short(left);
            if (outlines.Count > 0) { Glyph(glyf, outlines, left); }
            points = Math.Max(points, outlines.Sum(o => o.Length));
            contours = Math.Max(contours, outlines.Count);
        }
        loca.Long(glyf.Count);
        (int X, int Y)[] all = [.. shapes.SelectMany(s => s.Outlines).SelectMany(o => o)];
        (int minX, int minY, int maxX, int maxY) = (all.Min(p => p.X), all.Min(p => p.Y), all.Max(p => p.X), all.Max(p => p.Y));
        var tables = new SortedDictionary<string, Bytes>(StringComparer.Ordinal)
        {
            ["OS/2"] = new Bytes().Short(3).Short(500).Short(400).Short(5).Short(0).Shorts(650, 600, 0, 75, 650, 600, 0, 350, 50, 300)
            .Short(0).Raw(new byte[10]).Long(1).Long(0).Long(0).Long(0).Raw("KDIG"u8)
                .Short(0x40).Short(glyphs[0].Character).Short(glyphs[^1].Character).Short(Ascent).Short(Descent).Short(0).Short(Ascent)
                .Short(-Descent).Long(1).Long(0).Shorts(480, 702, 0, 32, 1),
            ["cmap"] = CharacterMap([.. glyphs.Select(g => g.Character)]),
            ["glyf"] = glyf,
            ["head"] = new Bytes().Long(0x10000).Long(0x10000).Long(0).Long(0x5F0F3CF5).Short(0).Short(Em).Long(0).Long(0).Long(0).Long(0)
            .Shorts(minX, minY, maxX, maxY).Short(0).Short(8).Short(2).Short(1).Short(0),
            ["hhea"] = new Bytes().Long(0x10000).Short(Ascent).Short(Descent).Short(0).Short(shapes.Max(s => s.Advance))
            .Shorts(minX, 0, maxX, 1, 0, 0, 0, 0, 0, 0, 0).Short(shapes.Count),
            ["hmtx"] = hmtx,
            ["loca"] = loca,
            ["maxp"] = new Bytes().Long(0x10000).Short(shapes.Count).Short(points).Short(contours).Shorts(0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
            ["name"] = Names(family),
            ["post"] = new Bytes().Long(0x30000).Long(0).Short(-100).Short(50).Long(0).Long(0).Long(0).Long(0).Long(0),
        };
        return Assemble(tables);
    }

    private static void Glyph(Bytes to, List<(int X, int Y)[]> outlines, int left)
    {
        (int X, int Y)[] points = [.. outlines.SelectMany(o => o)];
        to.Short(outlines.Count).Shorts(left, points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));
        int end = -1;
        foreach (var outline in outlines) { to.Short(end += outline.Length); }
        // No instructions; each point on the curve with two-byte steps; 0x40 on the first says that outlines overlap.
        to.Short(0).Raw([.. points.Select((_, i) => (byte)(i == 0 ? 0x41 : 0x01))]);
        int x = 0, y = 0;
        foreach (var p in points) { to.Short(p.X - x); x = p.X; }
        foreach (var p in points) { to.Short(p.Y - y); y = p.Y; }
        to.Pad();
    }

    /// <summary>Format 4 with a segment for each run of neighbouring characters.</summary>
    private static Bytes CharacterMap(char[] characters)
    {
        var runs = new List<(int First, int Last, int Glyph)>();
        for (int i = 0; i < characters.Length; i++)
        {
            if (runs.Count > 0 && runs[^1].Last == characters[i] - 1) { runs[^1] = (runs[^1].First, characters[i], runs[^1].Glyph); }
            else { runs.Add((characters[i], characters[i], i + 1)); }
        }
        runs.Add((0xFFFF, 0xFFFF, 0));
        int power = 1 << (int)Math.Log2(runs.Count);
        var map = new Bytes().Short(0).Short(1).Short(3).Short(1).Long(12).Short(4).Short(16 + (8 * runs.Count)).Short(0)
            .Short(2 * runs.Count).Short(2 * power).Short((int)Math.Log2(power)).Short(2 * (runs.Count - power));
        foreach (var r in runs) { map.Short(r.Last); }
        map.Short(0);
        foreach (var r in runs) { map.Short(r.First); }
        foreach (var r in runs) { map.Short(r.First == 0xFFFF ? 1 : r.Glyph - r.First); }
        foreach (var _ in runs) { map.Short(0); }
        return map;
    }

    private static Bytes Names(string family)
    {
        (int Id, string Text)[] entries = [(1, family), (2, "Regular"), (3, family), (4, family),
            (6, family.Replace(" ", "", StringComparison.Ordinal))];
        var table = new Bytes().Short(0).Short(entries.Length).Short(6 + (12 * entries.Length));
        var text = new Bytes();
        foreach (var (id, value) in entries)
        {
            byte[] bytes = Encoding.BigEndianUnicode.GetBytes(value);
            table.Short(3).Short(1).Short(0x409).Short(id).Short(bytes.Length).Short(text.Count);
            text.Raw(bytes);
        }
        return table.Raw(text.ToArray());
    }

    private static byte[] Assemble(SortedDictionary<string, Bytes> tables)
    {
        int power = 1 << (int)Math.Log2(tables.Count);
        var file = new Bytes().Long(0x10000).Short(tables.Count).Short(16 * power).Short((int)Math.Log2(power))
            .Short(16 * (tables.Count - power));
        int at = 12 + (16 * tables.Count), head = 0;
        foreach (var (tag, table) in tables)
        {
            int length = table.Count;
            table.Pad();
            if (tag == "head") { head = at; }
            file.Raw(Encoding.ASCII.GetBytes(tag)).Long(unchecked((int)Sum(table.ToArray()))).Long(at).Long(length);
            at += table.Count;
        }
        foreach (Bytes table in tables.Values) { file.Raw(table.ToArray()); }
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

        public Bytes Short(int value)
        {
            _bytes.AddRange([(byte)(value >> 8), (byte)value]);
            return this;
        }

        public Bytes Shorts(params int[] values)
        {
            foreach (int value in values) { Short(value); }
            return this;
        }

        public Bytes Long(int value) => Short(value >> 16).Short(value);

        public Bytes Raw(ReadOnlySpan<byte> bytes)
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
