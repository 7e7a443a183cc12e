using KerasDigits.Backend;
using KerasDigits.Ops.SmallNets;
using TorchSharp;

namespace KerasDigits.Ops.Heads;

/// <summary>
/// Softmax(queries · keysᵀ) · values for each head of each sample, and its gradients, in loops of our own: a head's part fits into a core's
/// cache, where the engine's operations carry the scores of all heads through memory from one to the next.
/// </summary>
/// <remarks>Scores are computed again in the backward pass; they are never kept. Heads of keys and values are shared out over the threads.
/// </remarks>
internal sealed unsafe class HeadsRun
{
    // Numbers of a stretch of scores, two of which a core's second cache holds beside keys and values: 128 kB.
    private const int ScoresAtOnce = 32_768;

    // Multiply-adds below which one thread is done sooner than another has been woken.
    private const long WorkOfOneThread = 200_000;

    private readonly HeadsForm _form;
    private readonly int _samples, _queries, _values, _heads, _shared, _keySize, _valueSize, _padded, _atOnce, _threads;
    private readonly List<Tensor> _held = [];
    private readonly Rows _query, _key, _value;
    private readonly float* _lowered;
    private readonly nint _maskSample, _maskHead, _maskQuery;

    /// <summary>Takes an attention.</summary>
    /// <param name="form">What is done.</param>
    /// <param name="parts">Queries, keys and values, or one tensor that holds all three.</param>
    public HeadsRun(HeadsForm form, Tensor[] parts)
    {
        _form = form;
        (_heads, _shared) = (form.Heads, form.Heads / form.SourceHeads);
        (_keySize, _valueSize) = (form.KeySize, form.ValueSize);
        (_samples, _queries, _values) = ((int)parts[0].size(0), (int)parts[0].size(1), (int)parts[^1].size(1));
        (_query, _key, _value) = FindRows(parts);
        nint lanes = SoftmaxLanes.GetCount(_values);
        _padded = (int)((_values + lanes - 1) / lanes * lanes);
        _atOnce = Math.Clamp(ScoresAtOnce / _padded, Math.Min(_queries, ProductTiles.MoreRows), _queries);
        _threads = (long)_samples * _heads * _queries * _values * (_keySize + _valueSize) < WorkOfOneThread ? 1 : EngineThreads.Count;
        if (form.Mask is { } mask)
        {
            _lowered = FindFloats(mask.logical_not().to(torch.ScalarType.Float32).mul_(AttentionOps.Lowered));
            long[] shape = mask.shape;
            nint GetStride(int axis, long values) => shape[axis] == 1 ? 0 : (nint)values;
            (_maskSample, _maskHead, _maskQuery) =
                (GetStride(0, shape[1] * shape[2] * shape[3]), GetStride(1, shape[2] * shape[3]), GetStride(2, shape[3]));
        }
    }

    /// <summary>What the heads find, side by side: (batch, queries, heads · value size).</summary>
    public Tensor Forward()
    {
        Tensor y = torch.empty([_samples, _queries, (long)_heads * _valueSize]);
        using var scope = torch.NewDisposeScope();
        Rows to = FindRows(y, 0);
        HeadsRoom[] rooms = MakeRooms(back: false);
        EngineThreads.Share(_threads, (long)_samples * _form.SourceHeads,
            (thread, piece) => Forward(rooms[thread], to, (int)(piece / _form.SourceHeads), (int)(piece % _form.SourceHeads)));
        GC.KeepAlive(_held);
        return y;
    }

    /// <summary>The gradients of the parts, in their order.</summary>
    /// <param name="gradient">Of what the heads found.</param>
    public Tensor[] Backward(Tensor gradient)
    {
        var places = _form.Places;
        Tensor[] found = _key.Joined ? [torch.empty([_samples, _queries, places.Sum(p => p.Length)])]
            : [torch.empty([_samples, _queries, places[0].Length]), torch.empty([_samples, _values, places[1].Length]),
                torch.empty([_samples, _values, places[2].Length])];
        using var scope = torch.NewDisposeScope();
        var (query, key, value) = FindRows(found);
        Rows given = FindRows(gradient, 0);
        HeadsRoom[] rooms = MakeRooms(back: true);
        EngineThreads.Share(_threads, (long)_samples * _form.SourceHeads, (thread, piece) => Backward(rooms[thread], given, query, key,
            value, (int)(piece / _form.SourceHeads), (int)(piece % _form.SourceHeads)));
        GC.KeepAlive(_held);
        return found;
    }

    private void Forward(HeadsRoom room, Rows to, int sample, int source)
    {
        TakeSource(room, sample, source);
        for (int head = source * _shared; head < (source + 1) * _shared; head++)
        {
            for (int first = 0; first < _queries; first += _atOnce)
            {
                int rows = Math.Min(_atOnce, _queries - first);
                FindWeights(room, sample, head, first, rows);
                if (_form.Rate > 0)
                {
                    Drop(room, sample, head, first, rows);
                    Functions.Multiply(room.Weights, room.Factors, room.Weights, (nint)rows * _padded);
                }
                PackedProduct.Multiply(Strided.OfPlain(room.Weights, _padded), room.Values, room.Result, null, rows, _padded, _valueSize);
                Put(room.Result, to.Find(sample, first, head * _valueSize), to.Step, rows, _valueSize);
            }
        }
    }

    private void Backward(HeadsRoom room, Rows given, Rows query, Rows key, Rows value, int sample, int source)
    {
        TakeSource(room, sample, source);
        PackedProduct.Pack(room.PlainKeys, room.KeysByRow, _padded, _keySize);
        Transposition.Turn(room.PlainValues, room.Turned, _padded, _valueSize);
        PackedProduct.Pack(room.Turned, room.ValuesTurned, _valueSize, _padded);
        new Span<float>(room.OfKeys, _padded * _keySize).Clear();
        new Span<float>(room.OfValues, _padded * _valueSize).Clear();
        float scale = (float)_form.Scale;
        for (int head = source * _shared; head < (source + 1) * _shared; head++)
        {
            for (int first = 0; first < _queries; first += _atOnce)
            {
                int rows = Math.Min(_atOnce, _queries - first);
                nint scores = (nint)rows * _padded;
                FindWeights(room, sample, head, first, rows);
                Take(given.Find(sample, first, head * _valueSize), given.Step, room.Given, rows, _valueSize);
                PackedProduct.Multiply(Strided.OfPlain(room.Given, _valueSize), room.ValuesTurned, room.Slopes, null, rows, _valueSize,
                    _padded);
                float* seen = room.Weights;
                if (_form.Rate > 0)
                {
                    Drop(room, sample, head, first, rows);
                    Functions.Multiply(room.Slopes, room.Factors, room.Slopes, scores);
                    Functions.Multiply(room.Weights, room.Factors, room.Factors, scores);
                    seen = room.Factors;
                }
                AddProduct(seen, room.Given, room.Sum, room.OfValues, rows, _valueSize);
                SoftmaxLanes.AddSlope(room.Weights, room.Slopes, rows, _padded);
                PackedProduct.Multiply(Strided.OfPlain(room.Slopes, _padded), room.KeysByRow, room.Result, null, rows, _padded, _keySize);
                Functions.ScaleExactly(room.Result, scale, (nint)rows * _keySize);
                Put(room.Result, query.Find(sample, first, head * _keySize), query.Step, rows, _keySize);
                AddProduct(room.Slopes, room.Queries, room.Sum, room.OfKeys, rows, _keySize);
            }
        }
        Put(room.OfKeys, key.Find(sample, 0, source * _keySize), key.Step, _values, _keySize);
        Put(room.OfValues, value.Find(sample, 0, source * _valueSize), value.Step, _values, _valueSize);
    }

    /// <summary>Packs the keys and values of a head.</summary>
    private void TakeSource(HeadsRoom room, int sample, int source)
    {
        Take(_key.Find(sample, 0, source * _keySize), _key.Step, room.PlainKeys, _values, _keySize);
        Take(_value.Find(sample, 0, source * _valueSize), _value.Step, room.PlainValues, _values, _valueSize);
        // What lies behind the last value gets the weight 0.
        new Span<float>(room.PlainKeys + ((nint)_values * _keySize), (_padded - _values) * _keySize).Clear();
        new Span<float>(room.PlainValues + ((nint)_values * _valueSize), (_padded - _values) * _valueSize).Clear();
        Transposition.Turn(room.PlainKeys, room.Turned, _padded, _keySize);
        PackedProduct.Pack(room.Turned, room.Keys, _keySize, _padded);
        PackedProduct.Pack(room.PlainValues, room.Values, _padded, _valueSize);
    }

    /// <summary>The weights of some queries, before any are dropped.</summary>
    private void FindWeights(HeadsRoom room, int sample, int head, int first, int rows)
    {
        Take(_query.Find(sample, first, head * _keySize), _query.Step, room.Queries, rows, _keySize);
        Functions.ScaleExactly(room.Queries, (float)_form.Scale, (nint)rows * _keySize);
        PackedProduct.Multiply(Strided.OfPlain(room.Queries, _keySize), room.Keys, room.Weights, null, rows, _keySize, _padded);
        for (int row = 0; row < rows; row++)
        {
            float* scores = room.Weights + ((nint)row * _padded);
            if (_lowered is not null)
            {
                Functions.AddExactly(_lowered + (sample * _maskSample) + (head * _maskHead) + ((first + row) * _maskQuery), scores,
                    _values);
            }
            new Span<float>(scores + _values, _padded - _values).Fill(float.NegativeInfinity);
        }
        SoftmaxLanes.Apply(room.Weights, rows, _padded);
    }

    /// <summary>Draws what the weights of some queries are multiplied by.</summary>
    private void Drop(HeadsRoom room, int sample, int head, int first, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            float* to = room.Factors + ((nint)row * _padded);
            // A stretch of the mask of all weights: that begins so far ahead.
            long start = (((((long)sample * _heads) + head) * _queries) + first + row) * _values;
            DropoutMask.Fill(to - start, start, _values, _form.Key, _form.Rate);
            new Span<float>(to + _values, _padded - _values).Clear();
        }
    }

    /// <summary>to (values, size) += leftᵀ · right.</summary>
    private void AddProduct(float* left, float* right, float* sum, float* to, int rows, int size)
    {
        Product.Multiply(Strided.OfTransposed(left, _padded), right, sum, null, _padded, rows, size);
        Functions.AddExactly(sum, to, _padded * size);
    }

    private static void Take(float* from, nint step, float* to, int rows, int size)
    {
        for (int row = 0; row < rows; row++, from += step, to += size) { Functions.CopyRow(from, to, size); }
    }

    private static void Put(float* from, float* to, nint step, int rows, int size)
    {
        for (int row = 0; row < rows; row++, from += size, to += step) { Functions.CopyRow(from, to, size); }
    }

    private HeadsRoom[] MakeRooms(bool back) =>
        [.. Enumerable.Range(0, _threads)
            .Select(_ => new HeadsRoom(GetRoom, _atOnce, _padded, _keySize, _valueSize, back, _form.Rate > 0))];

    private nint GetRoom(long count) => (nint)FindFloats(torch.empty([count]));

    private (Rows Query, Rows Key, Rows Value) FindRows(Tensor[] parts)
    {
        if (parts.Length == 3) { return (FindRows(parts[0], 0), FindRows(parts[1], 0), FindRows(parts[2], 0)); }
        var places = _form.Places;
        return (FindRows(parts[0], places[0].Start), FindRows(parts[0], places[1].Start) with { Joined = true },
            FindRows(parts[0], places[2].Start));
    }

    private Rows FindRows(Tensor x, int start) => new(FindFloats(x) + start, (nint)x.size(2), (nint)(x.size(1) * x.size(2)));

    private float* FindFloats(Tensor x)
    {
        _held.Add(x = x.contiguous());
        return (float*)Tensors.GetFloatAddress(x);
    }

    /// <summary>Where the rows of all samples stand.</summary>
    private readonly record struct Rows(nint Start, nint Step, nint Sample)
    {
        public Rows(float* start, nint step, nint sample) : this((nint)start, step, sample) { }

        /// <summary>Whether queries, keys and values are in one tensor.</summary>
        public bool Joined { get; init; }

        public float* Find(int sample, int row, int place) => (float*)Start + (sample * Sample) + (row * Step) + place;
    }
}
