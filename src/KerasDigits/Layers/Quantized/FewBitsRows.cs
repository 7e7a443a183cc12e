using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>An embedding's vectors as integers, with a scale for each row, or for each block of one.</summary>
/// <remarks>Source: keras 3.3 to 3.15, layers/core/embedding.py.</remarks>
internal sealed class FewBitsRows
{
    private readonly long _size;
    private readonly bool _packed;
    private readonly Variable _table, _scale;
    private readonly Variable? _zero;

    /// <summary>Makes the weights.</summary>
    /// <exception cref="NotSupportedException">The policy has no form for an embedding.</exception>
    public FewBitsRows(Quantization how, long rows, long size, FixedWeight add)
    {
        if (how.Mode is not ("int8" or "int4"))
        {
            throw new NotSupportedException($"Invalid quantization mode. Expected one of ('int8', 'int4'). Received: "
                + $"quantization_mode={how.Mode}");
        }
        (_size, _packed) = (size, how.Mode == "int4");
        _table = add("embeddings", new Shape(rows, _packed ? FewBits.HalveLength(size) : size), "int8", "zeros");
        bool grouped = how.Block != -1;
        _scale = add("embeddings_scale", grouped ? new Shape(rows, how.CountBlocks(size)) : new Shape(rows), null, "ones");
        if (!grouped) { return; }
        _zero = add("embeddings_zero", _scale.shape, "int8", "zeros");
        Groups = FewBits.AddNumbers(add, size, how.Block);
    }

    /// <summary>For each place of a vector the number of its block; null: each row has one scale.</summary>
    public Variable? Groups { get; }

    /// <summary>The vectors as they are kept.</summary>
    public Variable Table => _table;

    /// <summary>The vectors of some numbers, in 32 bits.</summary>
    public Tensor LookUpRows(Tensor numbers, string layer)
    {
        Tensor TakePart(Variable all) => SequenceOps.Rows(all.value.reshape([all.value.size(0), -1]), numbers, layer);
        Tensor bytes = TakePart(_table);
        Tensor rows = _packed ? QuantizedOps.Unpack(bytes, (int)bytes.dim() - 1, _size, signed: true) : QuantizedOps.Wide(bytes);
        Tensor scale = QuantizedOps.Wide(TakePart(_scale));
        return _zero is null ? rows.div(scale) : QuantizedOps.Group(rows, scale, TakePart(_zero), Groups!.value, rows.dim() - 1);
    }

    /// <summary>All vectors, in 32 bits.</summary>
    public Tensor GetAllRows() => LookUpRows(QuantizedOps.Numbers(_table.value.size(0), _table.value), "");

    /// <summary>The weights by their places in Keras 3's files.</summary>
    public IReadOnlyList<Variable> Stored => [.. new[] { _table, _scale, _zero, Groups }.OfType<Variable>()];
}
