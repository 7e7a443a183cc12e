using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Activations of a row of sums, written over it, in vectors of eight.</summary>
internal static unsafe class RowFunctions
{
    /// <summary>
    /// Applies a function to the first <paramref name="count"/> values; what follows them may change too where <paramref name="room"/>
    /// reaches further.
    /// </summary>
    public static void Apply(Finish finish, float* row, int count, int room)
    {
        switch (finish)
        {
            case Finish.Relu: ApplyRelu(row, count, room); break;
            case Finish.Sigmoid: ApplySigmoid(row, count, room); break;
            case Finish.Softmax: ApplySoftmax(row, count, room); break;
            case Finish.Tanh:
                for (int i = 0; i < count; i++) { row[i] = MathF.Tanh(row[i]); }
                break;
        }
    }

    private static void ApplyRelu(float* row, int count, int room)
    {
        int i = 0;
        for (; i + 8 <= room && i < count; i += 8) { Vector256.Max(Vector256.Load(row + i), Vector256<float>.Zero).Store(row + i); }
        for (; i < count; i++) { row[i] = MathF.Max(row[i], 0); }
    }

    private static void ApplySigmoid(float* row, int count, int room)
    {
        int i = 0;
        for (; i + 8 <= room && i < count; i += 8)
        {
            (Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-Vector256.Load(row + i)))).Store(row + i);
        }
        for (; i < count; i++) { row[i] = 1 / (1 + MathF.Exp(-row[i])); }
    }

    private static void ApplySoftmax(float* row, int count, int room)
    {
        float most = row[0], sum = 0;
        for (int i = 1; i < count; i++) { most = MathF.Max(most, row[i]); }
        int j = 0;
        for (; j + 8 <= room && j < count; j += 8) { Vector256.Exp(Vector256.Load(row + j) - Vector256.Create(most)).Store(row + j); }
        for (; j < count; j++) { row[j] = MathF.Exp(row[j] - most); }
        for (int i = 0; i < count; i++) { sum += row[i]; }
        for (int i = 0; i < count; i++) { row[i] /= sum; }
    }
}
