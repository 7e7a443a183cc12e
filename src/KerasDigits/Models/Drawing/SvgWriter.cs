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
        string width = FormatNumber(drawing.Width), height = FormatNumber(drawing.Height), font = FormatNumber(Drawing.FontSize);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="{FormatNumber(drawing.Width * dpi / 72)}" height="{FormatNumber(drawing.Height * dpi / 72)}" viewBox="0 0 {width} {height}">
            <rect width="100%" height="100%" fill="white"/>
            <g fill="none" stroke="black" font-family="Times New Roman,Times,serif" font-size="{font}" text-anchor="middle">

            """);
        foreach (DrawnPart part in drawing.Parts)
        {
            svg.Append(part switch
            {
                DrawnBox b => $"<rect x=\"{FormatNumber(b.X)}\" y=\"{FormatNumber(b.Y)}\" width=\"{FormatNumber(b.Width)}\" "
                    + $"height=\"{FormatNumber(b.Height)}\"{(b.IsDashed ? " stroke-dasharray=\"5,2\"" : "")}/>\n",
                DrawnText t => $"<text x=\"{FormatNumber(t.X)}\" y=\"{FormatNumber(t.Baseline)}\" fill=\"black\" "
                    + $"stroke=\"none\">{SecurityElement.Escape(t.Text)}</text>\n",
                DrawnCurve c => $"<path d=\"M{FormatPoint(c.Points[0])}C{string.Join(" ", c.Points.Skip(1).Select(FormatPoint))}\"/>\n",
                DrawnShape s => $"<polygon points=\"{string.Join(" ", s.Corners.Select(FormatPoint))}\" fill=\"black\"/>\n",
                _ => throw new InvalidOperationException($"SVG has no form of {part.GetType().Name}."),
            });
        }
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static string FormatPoint((double X, double Y) point) => $"{FormatNumber(point.X)},{FormatNumber(point.Y)}";

    private static string FormatNumber(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
