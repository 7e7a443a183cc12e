using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Transposes small matrices.</summary>
internal static unsafe class Transposition
{
    /// <summary>to (columns, rows) = fromᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(float* from, float* to, nint rows, nint columns)
    {
        nint row = 0;
        for (; Sse.IsSupported && row + 4 <= rows; row += 4)
        {
            float* x = from + (row * columns), y = to + row;
            nint column = 0;
            for (; column + 4 <= columns; column += 4, x += 4, y += 4 * rows)
            {
                Vector128<float> a = Vector128.Load(x), b = Vector128.Load(x + columns), c = Vector128.Load(x + (2 * columns)),
                    d = Vector128.Load(x + (3 * columns));
                Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d), abHigh = Sse.UnpackHigh(a, b),
                    cdHigh = Sse.UnpackHigh(c, d);
                Sse.MoveLowToHigh(ab, cd).Store(y);
                Sse.MoveHighToLow(cd, ab).Store(y + rows);
                Sse.MoveLowToHigh(abHigh, cdHigh).Store(y + (2 * rows));
                Sse.MoveHighToLow(cdHigh, abHigh).Store(y + (3 * rows));
            }
            for (; column < columns; column++, x++, y += rows)
            {
                (y[0], y[1], y[2], y[3]) = (x[0], x[columns], x[2 * columns], x[3 * columns]);
            }
        }
        for (; row < rows; row++)
        {
            for (nint column = 0; column < columns; column++) { to[(column * rows) + row] = from[(row * columns) + column]; }
        }
    }
}
