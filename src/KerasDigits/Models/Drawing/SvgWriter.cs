using System.Globalization;
using System.Security;
using System.Text;

namespace KerasDigits.Models;

/// <summary>A drawing as SVG.</summary>
internal static class SvgWriter
{
    public static string Write(Drawing drawing, int dpi)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="{N(drawing.Width * dpi / 72)}" height="{N(drawing.Height * dpi / 72)}" viewBox="0 0 {N(drawing.Width)} {N(drawing.Height)}">
            <rect width="100%" height="100%" fill="white"/>
            <g fill="none" stroke="black" font-family="Times New Roman,Times,serif" font-size="{N(Drawing.FontSize)}" text-anchor="middle">

            """);
        foreach (DrawnPart part in drawing.Parts)
        {
            svg.Append(part switch
            {
                DrawnBox b => $"<rect x=\"{N(b.X)}\" y=\"{N(b.Y)}\" width=\"{N(b.Width)}\" "
                    + $"height=\"{N(b.Height)}\"{(b.IsDashed ? " stroke-dasharray=\"5,2\"" : "")}/>\n",
                DrawnText t => $"<text x=\"{N(t.X)}\" y=\"{N(t.Baseline)}\" fill=\"black\" "
                    + $"stroke=\"none\">{SecurityElement.Escape(t.Text)}</text>\n",
                DrawnCurve c => $"<path d=\"M{P(c.Points[0])}C{string.Join(" ", c.Points.Skip(1).Select(P))}\"/>\n",
                DrawnShape s => $"<polygon points=\"{string.Join(" ", s.Corners.Select(P))}\" fill=\"black\"/>\n",
                _ => throw new InvalidOperationException($"SVG has no form of {part.GetType().Name}."),
            });
        }
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static string P((double X, double Y) point) => $"{N(point.X)},{N(point.Y)}";

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
