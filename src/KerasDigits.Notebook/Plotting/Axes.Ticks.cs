using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>The ticks of both axes and their texts.</content>
public sealed partial class Axes
{
    /// <summary>Ticks of the x axis; labels are the numbers themselves by default. An empty list removes them.</summary>
    /// <param name="ticks">Positions of the ticks.</param>
    /// <param name="labels">A text for each tick; null: the numbers.</param>
    /// <param name="rotation">Degrees by which the labels are turned counterclockwise.</param>
    /// <param name="fontsize">The labels' size in points; null: as it is.</param>
    public void set_xticks(Points ticks, string[]? labels = null, double rotation = 0, double? fontsize = null)
    {
        _xticks = ReadTicks(ticks, labels);
        _xrotation = rotation;
        _xtickSize = fontsize ?? _xtickSize;
    }

    /// <summary>Ticks of the y axis; labels are the numbers themselves by default. An empty list removes them.</summary>
    /// <param name="ticks">Positions of the ticks, in the axis' units.</param>
    /// <param name="labels">A text for each tick; null: the numbers.</param>
    /// <param name="fontsize">Size of the texts, in points; null: as it is.</param>
    public void set_yticks(Points ticks, string[]? labels = null, double? fontsize = null)
    {
        _yticks = ReadTicks(ticks, labels);
        _ytickSize = fontsize ?? _ytickSize;
    }

    /// <summary>Ticks of the x axis with numbers as their texts.</summary>
    /// <inheritdoc cref="set_xticks(Points, string[], double, double?)"/>
    [OverloadResolutionPriority(-1)]
    public void set_xticks(Points ticks, NDArray labels, double rotation = 0, double? fontsize = null) =>
        set_xticks(ticks, ReadWords(labels), rotation, fontsize);

    /// <summary>Ticks of the y axis with numbers as their texts.</summary>
    /// <param name="ticks">Positions of the ticks, in the axis' units.</param>
    /// <param name="labels">A number for each tick.</param>
    /// <param name="fontsize">Size of the texts, in points; null: as it is.</param>
    [OverloadResolutionPriority(-1)]
    public void set_yticks(Points ticks, NDArray labels, double? fontsize = null) => set_yticks(ticks, ReadWords(labels), fontsize);

    /// <summary>Ticks of the x axis at integers: <c>set_xticks(range(10), names)</c>.</summary>
    /// <inheritdoc cref="set_xticks(Points, string[], double, double?)"/>
    [OverloadResolutionPriority(-2)]
    public void set_xticks(IEnumerable<int> ticks, string[]? labels = null, double rotation = 0, double? fontsize = null) =>
        set_xticks(ticks.ToArray(), labels, rotation, fontsize);

    /// <summary>Ticks of the y axis at integers.</summary>
    /// <inheritdoc cref="set_yticks(Points, string[], double?)"/>
    [OverloadResolutionPriority(-2)]
    public void set_yticks(IEnumerable<int> ticks, string[]? labels = null, double? fontsize = null) =>
        set_yticks(ticks.ToArray(), labels, fontsize);

    /// <summary>What stands at the ticks that set_xticks gave.</summary>
    /// <param name="labels">A text for each tick.</param>
    /// <param name="rotation">Angle of the texts, in degrees.</param>
    public void set_xticklabels(string[] labels, double rotation = 0) =>
        set_xticks(_xticks?.At ?? Points.Count(labels.Length), labels, rotation);

    /// <summary>What stands at the ticks that set_yticks gave.</summary>
    /// <param name="labels">A text for each tick.</param>
    public void set_yticklabels(string[] labels) => set_yticks(_yticks?.At ?? Points.Count(labels.Length), labels);

    /// <summary>Size, colour and turn of the ticks' text, and whether ticks and text are there.</summary>
    /// <param name="axis">"x", "y" or "both".</param>
    /// <param name="labelsize">In points; null: as it is.</param>
    /// <param name="rotation">Degrees by which the x axis' labels are turned; null: as they are.</param>
    /// <param name="which">"major", "minor" or "both"; there are only major ticks.</param>
    /// <param name="bottom">Whether the x axis has ticks; null: as it is.</param>
    /// <param name="left">Whether the y axis has ticks; null: as it is.</param>
    /// <param name="labelbottom">Whether the x axis has text; null: as it is.</param>
    /// <param name="labelleft">Whether the y axis has text; null: as it is.</param>
    /// <param name="labelcolor">The text's colour; null: as it is.</param>
    /// <param name="colors">Another name of labelcolor, which wins; null: labelcolor.</param>
    /// <exception cref="ArgumentException">axis is not "x", "y" or "both", or which is not "major", "minor" or "both".</exception>
    public void tick_params(string axis = "both", double? labelsize = null, double? rotation = null, string which = "major",
        bool? bottom = null, bool? left = null, bool? labelbottom = null, bool? labelleft = null, string? labelcolor = null,
        string? colors = null)
    {
        if (axis is not ("x" or "y" or "both"))
        {
            throw new ArgumentException($"axis must be 'x', 'y' or 'both'. Received: axis='{axis}'.", nameof(axis));
        }
        if (which is not ("major" or "minor" or "both"))
        {
            throw new ArgumentException($"which must be 'major', 'minor' or 'both'. Received: which='{which}'.", nameof(which));
        }
        if (which == "minor") { return; }
        labelcolor ??= colors;
        if (labelcolor is not null) { _ = Ink.Of(labelcolor, 0); }
        (_hidesXTicks, _hidesXText) = (!bottom ?? _hidesXTicks, !labelbottom ?? _hidesXText);
        (_hidesYTicks, _hidesYText) = (!left ?? _hidesYTicks, !labelleft ?? _hidesYText);
        if (axis != "y") { (_xtickSize, _xrotation, _xcolor) = (labelsize ?? _xtickSize, rotation ?? _xrotation, labelcolor ?? _xcolor); }
        if (axis != "x") { (_ytickSize, _ycolor) = (labelsize ?? _ytickSize, labelcolor ?? _ycolor); }
    }

    private static (double[], string[]?) ReadTicks(Points ticks, string[]? labels)
    {
        if (labels is not null && labels.Length != ticks.Values.Length)
        {
            throw new ArgumentException($"The number of labels must be that of the ticks. Received: {labels.Length} labels, "
                + $"{ticks.Values.Length} ticks.", nameof(labels));
        }
        return (ticks.Values, labels);
    }

    private static string[] ReadWords(NDArray labels) =>
        [.. Buffers.ToDoubles(labels).Select(v =>
            PythonText.FormatStr(labels.typecode is NPTypeCode.Single or NPTypeCode.Double ? v : (long)v))];
}
