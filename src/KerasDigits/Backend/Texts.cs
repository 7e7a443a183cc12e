using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NumSharp;

namespace KerasDigits.Backend;

/// <summary>
/// Strings as a model's data: the engine knows only numbers, so a string goes through a model as the number of the place where it is kept.
/// </summary>
/// <remarks>Only layers that take strings (TextVectorization, StringLookup, Hashing …) know what the numbers mean; reshaping, cutting and
/// joining leaves them right.</remarks>
public static partial class Texts
{
    // A number is a mark, the block in which its text is kept, and the text's place there.
    private const int PlaceBits = 24, BlockBits = 24;
    private const long Mark = 0x7E87L << (PlaceBits + BlockBits), Marked = -1L << (PlaceBits + BlockBits);
    private static readonly ProcessSlot<ConcurrentDictionary<int, WeakReference<Block>>> s_blocks = new("the texts in use", []);
    private static readonly ConditionalWeakTable<NDArray, Block[]> s_holders = [];
    private static readonly ProcessSlot<(Dictionary<string, long> Numbers, List<Block> Blocks)> s_kept =
        new("the texts that are kept for good", ([], []));
    private static readonly ProcessSlot<int> s_last = new("how many blocks of texts there were", 0);

    private sealed class Block(int number, string[] texts)
    {
        public readonly string[] Texts = texts;

        ~Block() => s_blocks.Value.TryRemove(number, out _);
    }

    /// <summary>Strings as an array that fit, predict and layers take: Python's <c>np.array(["a", "b"])</c>.</summary>
    /// <param name="texts">The strings, of one axis or more.</param>
    /// <remarks>The array may be cut and reshaped, so its strings are kept, each once, as long as the program runs. Strings that are given
    /// to fit or predict themselves are let go after the call.</remarks>
    /// <exception cref="ArgumentException">They are not strings, or rows differ in length.</exception>
    public static NDArray Array(Array texts)
    {
        var (flat, shape) = Flatten(texts);
        lock (s_kept)
        {
            Dictionary<string, long> kept = s_kept.Value.Numbers;
            var (numbers, blocks) = Store([.. flat.Where(t => !kept.ContainsKey(t)).Distinct()]);
            s_kept.Value.Blocks.AddRange(blocks);
            foreach (long number in numbers) { kept[Find(number)!] = number; }
            return np.array(System.Array.ConvertAll(flat, t => kept[t])).reshape([.. shape]);
        }
    }

    /// <summary>The strings of an array, in order: of what a model gives that ends in strings, as a StringLookup with invert
    /// does.</summary>
    /// <param name="array">An array of strings.</param>
    /// <exception cref="ArgumentException">It holds numbers.</exception>
    public static string[] Strings(NDArray array) =>
        System.Array.ConvertAll(OfLetters(array).astype(NPTypeCode.Int64).flatten().ToArray<long>(),
        n => Find(n) ?? throw new ArgumentException("The array must hold texts. Received: numbers.", nameof(array)));

    /// <summary>Strings as an array that keeps them as long as it is there itself; a part of it does not (<see cref="Keep"/>).</summary>
    internal static NDArray KeepForOneRun(Array texts)
    {
        var (flat, shape) = Flatten(texts);
        var (numbers, blocks) = Store(flat);
        NDArray array = np.array(numbers).reshape([.. shape]);
        s_holders.Add(array, blocks);
        return array;
    }

    private static (string[] Flat, long[] Shape) Flatten(Array texts)
    {
        var shape = new List<long>();
        for (object? level = texts; level is Array a; level = a.Length > 0 && a.GetType()
            .GetElementType()!.IsArray ? a.GetValue(new int[a.Rank]) : null)
        {
            for (int d = 0; d < a.Rank; d++) { shape.Add(a.GetLength(d)); }
        }
        string[] flat = [.. All(texts)];
        if (flat.Length != shape.Aggregate(1L, (a, b) => a * b))
        {
            throw new ArgumentException("A jagged array must have rows of equal length.", nameof(texts));
        }
        return (flat, [.. shape]);

        static IEnumerable<string> All(Array part) => part.Cast<object?>().SelectMany(o => o switch
        {
            string text => [text],
            Array inner => All(inner),
            _ => throw new ArgumentException($"Texts must be strings. Received: {o?.GetType().Name ?? "null"}.", nameof(texts)),
        });
    }

    private static (long[] Numbers, Block[] Blocks) Store(string[] texts)
    {
        long[] numbers = new long[texts.Length];
        string[][] parts = [.. texts.Chunk(1 << PlaceBits)];
        Block[] blocks = new Block[parts.Length];
        for (int b = 0, at = 0; b < parts.Length; b++)
        {
            int number = Interlocked.Increment(ref s_last.Value) & ((1 << BlockBits) - 1);
            blocks[b] = new Block(number, parts[b]);
            s_blocks.Value[number] = new WeakReference<Block>(blocks[b]);
            for (int i = 0; i < parts[b].Length; i++) { numbers[at++] = Mark | ((long)number << PlaceBits) | (long)i; }
        }
        return (numbers, blocks);
    }

    /// <summary>Whether an array holds strings.</summary>
    internal static bool Holds(NDArray array) => array.typecode == NPTypeCode.Int64 && array.size > 0
        && (array.GetInt64(new long[array.ndim]) & Marked) == Mark;

    /// <summary>Part of an array, or a copy of it, which keeps its strings too.</summary>
    internal static NDArray Keep(NDArray from, NDArray part)
    {
        if (!ReferenceEquals(from, part) && s_holders.TryGetValue(from, out Block[]? blocks)) { s_holders.AddOrUpdate(part, blocks); }
        return part;
    }

    /// <summary>NumSharp's own array of strings or of one text's letters as an array of strings; any other as it is.</summary>
    internal static NDArray OfLetters(NDArray array)
    {
        if (array.typecode != NPTypeCode.Char) { return array; }
        string letters = GetText(array);
        return KeepForOneRun(IsList(letters) ? NDArray.AsStringArray(array) : [letters]);
    }

    /// <summary>Whether an array is one text as NumSharp makes it of a string.</summary>
    internal static bool IsText(NDArray? array) => array is not null && array.typecode == NPTypeCode.Char && !IsList(GetText(array));

    internal static string GetText(NDArray array) => new(array.ToArray<char>());

    /// <summary>NumSharp writes a list's number of strings and their lengths in front.</summary>
    private static bool IsList(string letters)
    {
        if (Lengths().Match(letters) is not { Success: true } head) { return false; }
        int[] numbers = [.. head.Groups[1].Value.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return numbers[0] == numbers.Length - 1 && numbers.Skip(1).Sum(n => (long)n) == letters.Length - head.Length;
    }

    [GeneratedRegex(@"^(\d{1,9}(?: \d{1,9})*):", RegexOptions.CultureInvariant)]
    private static partial Regex Lengths();

    /// <summary>The values of a tensor of integers, each with the text that it stands for; null where it is a number.</summary>
    internal static (long Number, string? Text)[] Find(Tensor tensor) =>
        System.Array.ConvertAll(Arrays.ToArray(tensor).astype(NPTypeCode.Int64).flatten().ToArray<long>(), n => (n, Find(n)));

    /// <summary>The strings of a tensor, in order; the zeros of a trial run are empty ones.</summary>
    /// <exception cref="ArgumentException">It holds numbers.</exception>
    internal static string[] Of(Tensor tensor, string layer) => System.Array.ConvertAll(Find(tensor), t => t.Text ?? (t.Number == 0 ? ""
        : throw new ArgumentException($"The layer {layer} takes texts. Received: numbers. Give texts: model.predict(new[] {{ \"a "
            + $"text\" }}).", "inputs")));

    private static string? Find(long number)
    {
        if ((number & Marked) != Mark) { return null; }
        int block = (int)((number & ~Marked) >> PlaceBits), place = (int)(number & ((1 << PlaceBits) - 1));
        return s_blocks.Value.TryGetValue(block, out WeakReference<Block>? kept) && kept.TryGetTarget(out Block? found)
            && place < found.Texts.Length ? found.Texts[place]
            : throw new InvalidOperationException("The texts of this tensor are gone: keep the array that they came in as long as the "
                + "tensor is used.");
    }
}
