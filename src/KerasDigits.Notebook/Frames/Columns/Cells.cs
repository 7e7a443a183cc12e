using System.Runtime.InteropServices;
using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// A column of numbers: a view of a block of words. The columns of a file or an array stand side by side in one block, row after row, so
/// that cutting columns copies nothing and rows are copied whole.
/// </summary>
internal sealed class Cells<T> : Column
    where T : unmanaged
{
    private static readonly NPTypeCode s_code = NumberType.GetCode<T>();
    private static readonly string s_name = NumberType.GetName(s_code);
    private readonly long[] _words;
    private readonly int _start, _stride;

    public Cells(long[] words, int start, int stride, int length) => (_words, _start, _stride, Length) = (words, start, stride, length);

    public Cells(ReadOnlySpan<T> values)
        : this(MakeWords(values.Length), 0, 1, values.Length) => values.CopyTo(CastBlock(_words));

    public override int Length { get; }

    public override string DType => s_name;

    public override bool IsNumber => true;

    public override bool IsFloat => NumberType.IsFloat(s_code);

    public override object? this[int row] => GetAt(row);

    public NPTypeCode Code => s_code;

    /// <summary>Room for values of this dtype.</summary>
    public static long[] MakeWords(int count) =>
        GC.AllocateUninitializedArray<long>((int)((((long)count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()) + 7) / 8));

    public static Span<T> CastBlock(long[] words) => MemoryMarshal.Cast<long, T>(words.AsSpan());

    public T GetAt(int row) => CastBlock(_words)[_start + (row * _stride)];

    public override bool IsMissing(int row) => IsFloat && double.IsNaN(NumberType.ToDouble(GetAt(row)));

    public T[] ToValues()
    {
        var values = new T[Length];
        CopyTo<T>(values, 0, 1, null);
        return values;
    }

    public override Column Take(ReadOnlySpan<int> rows)
    {
        if (!IsFloat && rows.Contains(-1)) { return IsBool ? new ObjectColumn(Pick(rows)) : new Cells<double>(ToDoubles(null)).Take(rows); }
        long[] words = MakeWords(rows.Length);
        Span<T> to = CastBlock(words), from = CastBlock(_words);
        for (int i = 0; i < rows.Length; i++) { to[i] = rows[i] < 0 ? NumberType.From<T>(double.NaN) : from[_start + (rows[i] * _stride)]; }
        return new Cells<T>(words, 0, 1, rows.Length);
    }

    public override Column Slice(int start, int count) => new Cells<T>(_words, _start + (start * _stride), _stride, count);

    public override int Compare(int a, int b) => Comparer<T>.Default.Compare(GetAt(a), GetAt(b));

    public override double[] ToDoubles(string? name)
    {
        var values = new double[Length];
        CopyTo<double>(values, 0, 1, name);
        return values;
    }

    public override void CopyTo<TTo>(Span<TTo> to, int offset, int stride, string? name)
    {
        ReadOnlySpan<T> from = CastBlock(_words);
        for (int i = 0; i < Length; i++) { to[offset + (i * stride)] = NumberType.Convert<T, TTo>(from[_start + (i * _stride)]); }
    }

    public override bool Follows(Column before) =>
        before is Cells<T> other && ReferenceEquals(other._words, _words) && other._stride == _stride && other._start + 1 == _start
        && other.Length == Length;

    public override void CopyRun<TTo>(Span<TTo> to, int offset, int stride, int width)
    {
        ReadOnlySpan<T> from = CastBlock(_words);
        for (int row = 0; row < Length; row++)
        {
            ReadOnlySpan<T> one = from.Slice(_start + (row * _stride), width);
            Span<TTo> there = to.Slice(offset + (row * stride), width);
            if (typeof(T) == typeof(TTo)) { one.CopyTo(MemoryMarshal.Cast<TTo, T>(there)); continue; }
            for (int i = 0; i < one.Length; i++) { there[i] = NumberType.Convert<T, TTo>(one[i]); }
        }
    }

    public override Column[] TakeRun(ReadOnlySpan<int> rows, int width)
    {
        long[] words = MakeWords(checked(rows.Length * width));
        Span<T> to = CastBlock(words);
        ReadOnlySpan<T> from = CastBlock(_words);
        for (int i = 0; i < rows.Length; i++) { from.Slice(_start + (rows[i] * _stride), width).CopyTo(to[(i * width)..]); }
        return MakeViews(words, rows.Length, width);
    }

    /// <summary>The columns of a block of rows.</summary>
    public static Column[] MakeViews(long[] words, int rows, int width)
    {
        var columns = new Column[width];
        for (int i = 0; i < width; i++) { columns[i] = new Cells<T>(words, i, width, rows); }
        return columns;
    }

    private object?[] Pick(ReadOnlySpan<int> rows)
    {
        var picked = new object?[rows.Length];
        for (int i = 0; i < picked.Length; i++) { picked[i] = rows[i] < 0 ? ObjectColumn.NaN : this[rows[i]]; }
        return picked;
    }
}
