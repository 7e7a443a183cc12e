using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace KerasDigits.Benchmarks.Workloads;

/// <summary>Embedding, LSTM and one number, as one writes them on plain TorchSharp: its own LSTM, batches first.</summary>
internal sealed class PlainLstm : Module<Tensor, Tensor>
{
    private readonly Embedding _words = Embedding(20000, 128);
    private readonly LSTM _lstm = LSTM(128, 128, batchFirst: true);
    private readonly Linear _last = Linear(128, 1);

    public PlainLstm() : base(nameof(PlainLstm)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (steps, _, _) = _lstm.forward(_words.forward(x));
        return _last.forward(steps.select(1, -1));
    }
}

/// <summary>Two GRUs and one number.</summary>
internal sealed class PlainGru : Module<Tensor, Tensor>
{
    private readonly GRU _first = GRU(8, 64, batchFirst: true), _second = GRU(64, 32, batchFirst: true);
    private readonly Linear _last = Linear(32, 1);

    public PlainGru() : base(nameof(PlainGru)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (steps, _) = _first.forward(x);
        (steps, _) = _second.forward(steps);
        return _last.forward(steps.select(1, -1));
    }
}

/// <summary>Convolution over words, the greatest value of each filter, two dense layers.</summary>
internal sealed class PlainTexts : Module<Tensor, Tensor>
{
    private readonly Embedding _words = Embedding(5000, 50);
    private readonly Dropout _dropout = Dropout(0.2);
    private readonly Conv1d _windows = Conv1d(50, 250, 3);
    private readonly Linear _hidden = Linear(250, 250), _last = Linear(250, 1);

    public PlainTexts() : base(nameof(PlainTexts)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        Tensor windows = functional.relu(_windows.forward(_dropout.forward(_words.forward(x)).transpose(1, 2)));
        return _last.forward(functional.relu(_hidden.forward(windows.amax([2]))));
    }
}

/// <summary>Two blocks of attention by the engine's own kernel, and four classes.</summary>
internal sealed class PlainTransformer : Module<Tensor, Tensor>
{
    private readonly Linear _first = Linear(64, 64), _last = Linear(64, 4);
    private readonly Block _one = new(), _two = new();

    public PlainTransformer() : base(nameof(PlainTransformer)) => RegisterComponents();

    public override Tensor forward(Tensor x) => _last.forward(_two.forward(_one.forward(_first.forward(x))).mean([1]));

    private sealed class Block : Module<Tensor, Tensor>
    {
        private const int Heads = 4, Each = 16;

        private readonly Linear _three = Linear(64, 3 * Heads * Each), _joined = Linear(Heads * Each, 64), _wide = Linear(64, 128),
            _narrow = Linear(128, 64);
        private readonly LayerNorm _afterAttention = LayerNorm(64), _afterDense = LayerNorm(64);

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            long rows = x.shape[0], steps = x.shape[1];
            Tensor[] parts = _three.forward(x).view(rows, steps, 3, Heads, Each).permute(2, 0, 3, 1, 4).unbind(0);
            Tensor seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
            x = _afterAttention.forward(x + _joined.forward(seen.transpose(1, 2).reshape(rows, steps, Heads * Each)));
            return _afterDense.forward(x + _narrow.forward(functional.relu(_wide.forward(x))));
        }
    }
}
