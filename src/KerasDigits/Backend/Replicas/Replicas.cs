using System.Globalization;
using System.Runtime.InteropServices;
using NumSharp;

namespace KerasDigits.Backend;

/// <summary>The processes that train a model together, as one of them sees it: its part of each batch, and what all of them sum.</summary>
/// <remarks>
/// Every process reads all batches in the same order and takes its rows of each. A step's gradient is that of the mean over its own rows;
/// weighed by their part of the batch and summed it is that of the whole batch, which all then use.
/// </remarks>
/// <param name="line">What connects them.</param>
internal sealed class Replicas(ICollectives line)
{
    private static readonly ProcessSlot<Replicas?> s_inScope = new("the processes that train the models made in a strategy's scope", null);
    private static readonly ThreadSlot<Replicas> s_running = new("the processes that take the running step together");

    /// <summary>The processes that will train models created now; null: only this process.</summary>
    public static Replicas? InScope
    {
        get => s_inScope.Value;
        set => s_inScope.Value = value;
    }

    /// <summary>Those that take the step which runs on this thread; null: only this process.</summary>
    public static Replicas? Running
    {
        get => s_running.Value;
        set => s_running.Value = value;
    }

    /// <summary>What connects them.</summary>
    public ICollectives Line => line;

    /// <summary>Whether this process prints and writes files.</summary>
    public bool IsChief => line.Rank == 0;

    /// <summary>
    /// Rows of the running batch that are this process's; 0: it works on a row that does not count, so that all make the same calls.
    /// </summary>
    public int Mine { get; private set; } = 1;

    /// <summary>Rows of the whole batch.</summary>
    public int Whole { get; private set; } = 1;

    /// <summary>Whether none of the batch's rows are this process's.</summary>
    public bool Idle => Mine == 0;

    /// <summary>This process's part of the batch.</summary>
    public double Weight => (double)Mine / Whole;

    /// <summary>By what a sum over this process's rows is multiplied, so that it stands for a mean.</summary>
    public double SumFactor => Idle ? 1 : (double)Whole / Mine;

    /// <summary>What the running step counts, where that is summed together with its gradients; null: by itself, after the step.</summary>
    public Tally? Open { get; set; }

    /// <summary>Lets nothing be printed in any process but the chief, until disposed.</summary>
    public IDisposable? Silence() => IsChief ? null : new Silent();

    /// <summary>Sets parts, for steps that belong to no fit.</summary>
    public void Take(int mine, int whole) => (Mine, Whole) = (mine, whole);

    /// <summary>Takes this process's rows of a batch.</summary>
    /// <param name="start">The batch's first row; then the part's.</param>
    /// <param name="size">The batch's rows; then the part's, at least 1.</param>
    public void Take(ref long start, ref int size)
    {
        Whole = size;
        // The first process has rows of every batch.
        long first = (((long)size * line.Rank) + line.Size - 1) / line.Size,
            end = (((long)size * (line.Rank + 1)) + line.Size - 1) / line.Size;
        Mine = (int)(end - first);
        if (size == 0) { return; }
        (start, size) = Idle ? (start, 1) : (start + first, Mine);
    }

    /// <summary>Whether every process has a batch, and all the same number of rows.</summary>
    /// <exception cref="InvalidOperationException">They have batches of different sizes.</exception>
    public bool CheckAllHave(bool batch, int rows)
    {
        Span<double> most = [batch ? 0 : 1, batch ? rows : int.MinValue, batch ? -rows : int.MinValue];
        line.TakeMost("the next batch", most);
        if (most[0] > 0) { return false; }
        return most[1] == -most[2] ? true : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"Every process must be given the same batches. Received: {rows} rows here, {-most[2]} to {most[1]} over all. A generator "
            + $"must not draw from numbers that differ by process; seed them with keras.utils.set_random_seed."));
    }

    /// <summary>Whether any process says so.</summary>
    public bool AgreeOnAny(bool here)
    {
        Span<double> most = [here ? 1 : 0];
        line.TakeMost("whether to stop", most);
        return most[0] > 0;
    }

    /// <summary>Sums a gradient over all, weighed by rows.</summary>
    public void SumGradient(Tensor gradient)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        if (Idle) { gradient.zero_(); }
        else if (Weight != 1) { gradient.mul_(Weight); }
        if (Open is { } tally && Tensors.GetFloatAddress(gradient) != 0) { tally.End(MemoryMarshal.Cast<byte, float>(gradient.bytes)); }
        else { Sum("the gradients", gradient); }
    }

    /// <summary>Gradients summed over all, weighed by rows; new tensors.</summary>
    public Tensor[] SumGradients(Tensor[] gradients)
    {
        using var _ = Scopes.NoGradient();
        Tensor flat = Tensors.Concatenate(Array.ConvertAll(gradients, g => g.detach().flatten()), 0);
        SumGradient(flat);
        long at = 0;
        return Array.ConvertAll(gradients, g =>
        {
            Tensor part = flat.narrow(0, at, g.numel()).view(g.shape);
            at += g.numel();
            return part;
        });
    }

    /// <summary>Sums a tensor over all, in its place.</summary>
    public void Sum(string what, Tensor values)
    {
        if (Tensors.GetFloatAddress(values) != 0) { line.Sum(what, MemoryMarshal.Cast<byte, float>(values.bytes)); }
        else
        {
            // Values on a graphics card, and of other types, take the way through float64 in this process's memory.
            double[] copy = ReadNumbers(values);
            line.Sum(what, copy);
            values.copy_(Arrays.ToTensor(np.array(copy)).view(values.shape));
        }
    }

    /// <summary>Gives all the chief's values of variables.</summary>
    public void Share(string what, IEnumerable<Variable> variables)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        foreach (Variable v in variables)
        {
            nint address = v.ReadAddress(out Tensor holder);
            if (address != 0) { line.Broadcast(what, holder.detach().bytes, 0); }
            else
            {
                Tensor here = holder.detach().cpu().contiguous();
                line.Broadcast(what, here.bytes, 0);
                holder.detach().copy_(here);
            }
            GC.KeepAlive(holder);
        }
        Variable.MarkChanged();
    }

    /// <summary>Gives all the chief's bytes, however many they are.</summary>
    public byte[] Share(string what, byte[] bytes)
    {
        Span<long> length = [bytes.LongLength];
        line.Broadcast(what, MemoryMarshal.AsBytes(length), 0);
        if (!IsChief) { bytes = new byte[length[0]]; }
        if (bytes.Length > 0) { line.Broadcast(what, bytes, 0); }
        return bytes;
    }

    /// <summary>What each process has, as many bytes of each.</summary>
    public byte[][] Gather(string what, byte[] bytes)
    {
        byte[][] all = new byte[line.Size][];
        for (int rank = 0; rank < all.Length; rank++)
        {
            all[rank] = rank == line.Rank ? bytes : new byte[bytes.Length];
            line.Broadcast(what, all[rank], rank);
        }
        return all;
    }

    /// <summary>Throws where something that must be equal differs.</summary>
    public void MustBeEqual(string what, string text)
    {
        ulong hash = Fingerprint.Of(text) >> 12; // what a double holds to the last bit
        Span<double> most = [hash, -(double)hash];
        line.TakeMost(what, most);
        Guard.That(most[0] == -most[1], $"Every process must train the same: {what} differ. Here: {text}. Run one program everywhere, "
            + "with the same arguments.", what);
    }

    /// <summary>
    /// Sets every process's generators where the chief's stand, so that all draw the same order of data and the same weights.
    /// </summary>
    public void AlignGenerators()
    {
        RunState state = Seeds.SaveDataState(), aligned = new();
        double[] numbers = [.. state.Values.SelectMany(v => v.Value is NDArray words
            ? Array.ConvertAll(words.ToArray<long>(), w => (double)w)
            : [Convert.ToDouble(v.Value, CultureInfo.InvariantCulture)])];
        line.Broadcast("the generators", MemoryMarshal.AsBytes(numbers.AsSpan()), 0);
        int at = 0;
        foreach (var (name, value) in state.Values)
        {
            if (value is NDArray words)
            {
                int count = (int)words.size;
                aligned.Set(name, np.array(Array.ConvertAll(numbers[at..(at + count)], d => (long)d)));
                at += count;
            }
            else if (value is long) { aligned.Set(name, (long)numbers[at++]); }
            else { aligned.Set(name, numbers[at++]); }
        }
        Seeds.SetDataState(aligned);
        byte[] engine = Seeds.EngineState.ToArray<byte>();
        line.Broadcast("the generators", engine, 0);
        Seeds.EngineState = np.array(engine);
    }

    /// <summary>Gives every process but the chief numbers of its own to drop values by. The chief goes on as if it were alone.</summary>
    public void SplitGenerators()
    {
        if (IsChief) { return; }
        ulong here = Fingerprint.Of(Convert.ToBase64String(Seeds.EngineState.ToArray<byte>()));
        Seeds.SetEngine((long)(Fingerprint.Join(here, (ulong)line.Rank) >> 1));
    }

    private sealed class Silent : IDisposable
    {
        private readonly TextWriter _before = Output.Writer;

        public Silent() => Output.Writer = TextWriter.Null;

        public void Dispose() => Output.Writer = _before;
    }

    /// <summary>Values as float64.</summary>
    private static double[] ReadNumbers(Tensor values)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(values.detach()).astype(NPTypeCode.Double).ToArray<double>();
    }
}
