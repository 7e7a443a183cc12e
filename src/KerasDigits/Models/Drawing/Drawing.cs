using System.ComponentModel;

namespace KerasDigits.Internals;

/// <summary>A picture of boxes, lines and words, in points of 1/72 inch from the upper left.</summary>
/// <param name="Width">Of the whole.</param>
/// <param name="Height">Of the whole.</param>
/// <param name="Parts">What is drawn, in this order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Drawing(double Width, double Height, IReadOnlyList<DrawnPart> Parts)
{
    /// <summary>The letters' size, Graphviz's.</summary>
    public const double FontSize = 14;
}

/// <summary>Something drawn, black, in lines of one point.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record DrawnPart;

/// <summary>An empty box.</summary>
/// <param name="X">Left edge, in points.</param>
/// <param name="Y">Upper edge, in points.</param>
/// <param name="Width">Width, in points.</param>
/// <param name="Height">Height, in points.</param>
/// <param name="IsDashed">Whether its line is dashed.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DrawnBox(double X, double Y, double Width, double Height, bool IsDashed = false) : DrawnPart;

/// <summary>A word on its baseline, in the middle of X.</summary>
/// <param name="X">Its middle, in points.</param>
/// <param name="Baseline">The line that its letters stand on, in points.</param>
/// <param name="Text">The word to draw.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DrawnText(double X, double Baseline, string Text) : DrawnPart;

/// <summary>A line through Bézier's curves: the start, then three points a curve.</summary>
/// <param name="Points">The start, then two control points and the end of each curve, in points.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DrawnCurve(IReadOnlyList<(double X, double Y)> Points) : DrawnPart;

/// <summary>A filled shape.</summary>
/// <param name="Corners">Its corners in order, in points.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DrawnShape(IReadOnlyList<(double X, double Y)> Corners) : DrawnPart;

/// <summary>What turns drawings into image files: the package KerasDigits.Images.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDrawingWriter
{
    /// <summary>The formats, in lower case.</summary>
    IReadOnlyList<string> Formats { get; }

    /// <summary>How wide a text of <see cref="Drawing.FontSize"/> is, in points.</summary>
    /// <param name="text">Text of one line.</param>
    double MeasureText(string text);

    /// <summary>Writes a picture.</summary>
    /// <param name="target">Stream that the file's bytes go to; it stays open.</param>
    /// <param name="drawing">What is on it.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="dpi">Dots per inch.</param>
    void Write(Stream target, Drawing drawing, string format, int dpi);
}

/// <summary>Where the core finds what writes drawings as image files: it has no graphics library itself. SVG it writes alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DrawingWriters
{
    private static readonly ProcessSlot<IDrawingWriter?> s_current = new("what writes pictures of models", null);

    /// <summary>The writer in use: the one that was set, else that of the package KerasDigits.Images where the program refers to
    /// it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static IDrawingWriter Current
    {
        get => s_current.Value ??= Type.GetType("KerasDigits.Images.SkiaDrawingWriter, KerasDigits.Images") is { } type
            ? (IDrawingWriter)Activator.CreateInstance(type)!
            : throw new InvalidOperationException("Pictures of models are written as svg, or with the package KerasDigits.Images as png, "
                + "jpg, webp and pdf. Add it to the program: dotnet add package KerasDigits.Images. Or write an svg: plot_model(model, "
                + "\"model.svg\").");
        set => s_current.Value = value;
    }
}
