using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Something drawn on a plot.</summary>
internal abstract class Artist
{
    /// <summary>What the legend says; empty: nothing.</summary>
    public string Label { get; set; } = "";

    /// <summary>The values that the plot must show.</summary>
    public abstract IEnumerable<(double X, double Y)> Extent { get; }

    /// <summary>Whether it has a sign in legends.</summary>
    public virtual bool HasKey => false;

    /// <summary>Whether it goes to the plot's edges, so that no room is left around it.</summary>
    public virtual bool FillsPlot => false;

    /// <summary>Lines in pixels that a legend should not lie on.</summary>
    public virtual SKPoint[] ComputePath(View view) => [];

    /// <summary>Points in pixels that a legend should not lie on.</summary>
    public virtual SKPoint[] ComputeMarks(View view) => [];

    public abstract void Draw(SKCanvas canvas, View view);

    /// <summary>The artist's sign in the legend, at <paramref name="width"/> pixels around a middle line.</summary>
    public virtual void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height) { }
}
