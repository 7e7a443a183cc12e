using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>A kernel of integers with scales: int8, int4, GPTQ and AWQ.</summary>
/// <remarks>Source: keras 3.3 to 3.15, layers/core/dense.py, einsum_dense.py and reversible_embedding.py.</remarks>
internal sealed class FewBits : QuantizedProduct
{
    private readonly Quantization _how;
    private readonly KernelForm _form;
    private readonly bool _packsInputs;
    private readonly Variable _kernel, _scale;
    private readonly Variable? _zero, _groups, _strengths;
    private readonly bool _ownGroups;
    private readonly InputRange? _inputs;

    /// <summary>Makes the weights of a Dense or EinsumDense.</summary>
    /// <param name="how">What the policy says.</param>
    /// <param name="form">What the kernel's axes are.</param>
    /// <param name="add">Creates a weight.</param>
    /// <param name="zeroName">Name of GPTQ's and AWQ's zeros, which EinsumDense calls otherwise.</param>
    public FewBits(Quantization how, KernelForm form, FixedWeight add, string zeroName)
    {
        (_how, _form, _packsInputs, _inputs, _ownGroups) = (how, form, how.PacksInputs, how.Inputs, true);
        if (how.Mode is "gptq" or "awq")
        {
            var (rows, columns) = form.Matrix;
            _kernel = add("kernel", new Shape(how.Bits == 4 ? HalveLength(columns) : columns, rows), "uint8", "zeros");
            var groups = new Shape(columns, how.Block == -1 ? 1 : how.CountBlocks(rows));
            _scale = add("kernel_scale", groups, null, "ones");
            _zero = add(zeroName, groups, "uint8", "zeros");
            _strengths = how.Mode == "awq" ? add("awq_scales", new Shape(rows), null, "ones") : null;
            _groups = add("g_idx", new Shape(rows), "float32", "zeros");
            return;
        }
        bool matrix = how.Mode == "int4" && !how.PacksInputs;
        _kernel = add("kernel", matrix ? new Shape(form.Rows, HalveLength(form.Columns)) : GetPackedShape(), "int8", "zeros");
        _scale = add("kernel_scale", !matrix ? GetSizes(form.ScaleShape) : how.Block == -1 ? new Shape(form.Columns)
            : new Shape(how.CountBlocks(form.Rows), form.Columns), null, "ones");
        if (!matrix || how.Block == -1) { return; }
        _zero = add("kernel_zero", _scale.shape, "int8", "zeros");
        _groups = AddNumbers(add, form.Rows, how.Block);
    }

    /// <summary>Makes the weights of an embedding's reverse projection, from its vectors to a number for each row.</summary>
    /// <param name="how">What the policy says.</param>
    /// <param name="size">Size of the vectors.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="groups">The groups of the way there; null: it has none.</param>
    /// <param name="add">Creates a weight.</param>
    public FewBits(Quantization how, long size, long rows, Variable? groups, FixedWeight add)
    {
        (_how, _form, _packsInputs, _inputs, _groups) = (how, KernelForm.OfDense(size, rows), how.Mode == "int4", how.InputsBack, groups);
        _kernel = add("reverse_embeddings", GetPackedShape(), "int8", "zeros");
        _scale = add("reverse_embeddings_scale", groups is null ? new Shape(rows) : new Shape(how.CountBlocks(size), rows), null, "ones");
        _zero = groups is null ? null : add("reverse_embeddings_zero", _scale.shape, null, "zeros");
    }

    /// <summary>For each place of an axis the number of its block.</summary>
    internal static Variable AddNumbers(FixedWeight add, long length, long block)
    {
        Variable groups = add("g_idx", new Shape(length), "float32", "zeros");
        using var scope = Scopes.Step();
        return groups.assign(QuantizedOps.Numbers(length, groups.value).to_type(groups.value.dtype).div(block).floor());
    }

    /// <summary>Half a length, as two share a byte.</summary>
    internal static long HalveLength(long length) => (length + 1) / 2;

    private Shape GetPackedShape() => GetSizes([.. _form.Shape.Select((n, axis) => _packsInputs && axis == PackAxis ? HalveLength(n) : n)]);

    private int PackAxis => _form.Summed is [var first, ..] ? first : 0;

    private static Shape GetSizes(long[] sizes) => new([.. sizes.Select(n => (long?)n)]);

    /// <summary>The kernel as it is kept.</summary>
    public Variable Kept => _kernel;

    /// <inheritdoc/>
    public override (long[] Axes, InputRange Range)? Inputs => _inputs is null ? null : (_form.InputAxes, _inputs);

    /// <inheritdoc/>
    public override Tensor? UnpackKernel() => Unpack(_kernel.value);

    private Tensor Unpack(Tensor stored)
    {
        Tensor scale = QuantizedOps.Wide(_scale.value);
        if (_how.Mode is "gptq" or "awq")
        {
            long columns = _form.Matrix.Columns;
            Tensor bytes = _how.Bits == 4 ? QuantizedOps.Unpack(stored, 0, columns, signed: false) : QuantizedOps.Wide(stored);
            Tensor kernel = QuantizedOps.Group(bytes, scale, _zero!.value, _groups!.value, 1).transpose(0, 1);
            if (_strengths is not null) { kernel = kernel.div(QuantizedOps.Wide(_strengths.value).unsqueeze(-1)); }
            return kernel.reshape(_form.Shape);
        }
        if (_packsInputs)
        {
            Tensor numbers = QuantizedOps.Unpack(stored, PackAxis, _form.Shape[PackAxis], signed: true);
            return _zero is null ? numbers.div(_form.Align(scale))
                : QuantizedOps.Group(numbers, scale, _zero.value, _groups!.value, 0);
        }
        if (_how.Mode == "int8") { return QuantizedOps.Wide(stored).div(_form.Align(scale)); }
        Tensor rows = QuantizedOps.Unpack(stored, 1, _form.Columns, signed: true);
        return (_zero is null ? rows.div(scale) : QuantizedOps.Group(rows, scale, _zero.value, _groups!.value, 0)).reshape(_form.Shape);
    }

    /// <inheritdoc/>
    public override Tensor Of(Tensor inputs, bool training, Func<Tensor, Tensor, Tensor> product)
    {
        Tensor kernel = RunWeights.Prepare(_kernel, "few bits", Unpack) ?? Unpack(_kernel.value);
        Tensor rounded = _inputs is null ? inputs : QuantizedOps.Round(inputs, _form.InputAxes, _inputs);
        return product(QuantizedOps.Wide(rounded), kernel).to_type(inputs.dtype);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> EnumerateStored(Variable? bias)
    {
        Variable?[] order = _how.Mode is "gptq" or "awq" ? [bias, _kernel, _scale, _zero, _strengths, _groups]
            : [_kernel, bias, _scale, _zero, _ownGroups ? _groups : null];
        return [.. order.OfType<Variable>()];
    }
}
