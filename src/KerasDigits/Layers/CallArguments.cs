namespace KerasDigits.Layers;

/// <summary>The tensors of one call by their shapes, each with the keyword it was given by.</summary>
/// <param name="Shapes">Shapes, positional ones first.</param>
/// <param name="Names">Keyword of each; null: all by position.</param>
internal sealed record CallArguments(Shape[] Shapes, IReadOnlyList<string?>? Names)
{
    /// <summary>The call's tensors but its masks, which every layer takes under the keyword "mask".</summary>
    public static CallArguments Of(Shape[] shapes, IReadOnlyList<string?>? names = null) => names?.Contains("mask") == true
        ? new([.. shapes.Where((_, i) => names[i] != "mask")], [.. names.Where(n => n != "mask")]) : new(shapes, names);

    /// <summary>Parts tensors given as "mask" from the others.</summary>
    public static (Tensor[] Inputs, IReadOnlyList<string?> Names, Tensor?[] Masks) TakeMask(Tensor[] inputs, IReadOnlyList<string?> names)
    {
        Tensor[] masks = [.. inputs.Where((_, i) => names[i] == "mask")], others = [.. inputs.Where((_, i) => names[i] != "mask")];
        return (others, [.. names.Where(n => n != "mask")], [.. others.Select((_, i) => i < masks.Length ? masks[i] : null)]);
    }

    /// <summary>
    /// Place of an argument among the tensors: the one of that name, or the one at its position among those without a name; −1: not given.
    /// </summary>
    public static int Find(int count, IReadOnlyList<string?>? names, string name, int position)
    {
        if (names is null) { return position < count ? position : -1; }
        for (int i = 0, unnamed = 0; i < count; i++)
        {
            if (names[i] == name || (names[i] is null && unnamed++ == position)) { return i; }
        }
        return -1;
    }
}
