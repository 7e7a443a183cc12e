using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KerasDigits.Models;

/// <summary>A model as a graph in Graphviz's language: what keras.utils.model_to_dot gives, Python's pydot.Dot. It draws itself; Graphviz
/// is not needed.</summary>
public sealed partial class DotGraph
{
    private readonly List<object> _parts = [];

    internal DotGraph(string? cluster, string rankdir, int dpi) => (Name, this.rankdir, this.dpi) = (cluster, rankdir, dpi);

    /// <summary>The model's name, where the graph is a frame around a nested model; null: the whole picture.</summary>
    public string? Name { get; }

    /// <summary>Where the layers go: "TB" downwards, "LR" to the right, "BT" upwards, "RL" to the left.</summary>
    public string rankdir { get; }

    /// <summary>Dots per inch of the picture.</summary>
    public int dpi { get; }

    /// <summary>The layers' boxes, without those in the frames of nested models.</summary>
    public IReadOnlyList<DotNode> get_nodes() => [.. _parts.OfType<DotNode>()];

    /// <summary>The arrows.</summary>
    public IReadOnlyList<DotEdge> get_edges() => [.. _parts.OfType<DotEdge>()];

    /// <summary>The frames of nested models.</summary>
    public IReadOnlyList<DotGraph> get_subgraphs() => [.. _parts.OfType<DotGraph>()];

    internal DotNode Add(DotNode node)
    {
        _parts.Add(node);
        return node;
    }

    internal DotGraph Add(DotGraph cluster)
    {
        _parts.Add(cluster);
        return cluster;
    }

    /// <summary>An arrow; one that is there already is not drawn twice.</summary>
    internal void Connect(DotNode from, DotNode to)
    {
        if (!_parts.OfType<DotEdge>().Any(e => e.Source == from.Name && e.Destination == to.Name))
        {
            _parts.Add(new DotEdge(from.Name, to.Name));
        }
    }

    /// <summary>The graph in Graphviz's language, as pydot writes it.</summary>
    public string to_string()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    /// <inheritdoc cref="to_string"/>
    public override string ToString() => to_string();

    /// <summary>Writes the picture, or the graph's text.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="format">"svg", "dot", or what the package KerasDigits.Images draws: "png", "jpg", "webp", "pdf"; null: by the file's
    /// ending.</param>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    /// <exception cref="InvalidOperationException">The format needs a package that the program does not refer to.</exception>
    public void write(string path, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] content = create(format: format ?? Path.GetExtension(path).TrimStart('.'));
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>The picture as a file's bytes: <c>SVG(model_to_dot(model).create(prog="dot", format="svg"))</c>.</summary>
    /// <param name="prog">"dot"; Graphviz's other programs lay graphs out in other ways.</param>
    /// <param name="format">"svg", "dot", or what the package KerasDigits.Images draws: "png", "jpg", "webp", "pdf".</param>
    /// <exception cref="ArgumentException">There is no such format or program.</exception>
    public byte[] create(string prog = "dot", string format = "png")
    {
        Guard.OneOf(prog, ["dot"]);
        string kind = (format ?? throw new ArgumentNullException(nameof(format))).ToLowerInvariant();
        if (kind is "dot" or "gv" or "raw") { return Encoding.UTF8.GetBytes(to_string()); }
        if (kind == "svg") { return Encoding.UTF8.GetBytes(SvgWriter.Write(GraphLayout.Of(this, TimesWidths.Of), dpi)); }
        IDrawingWriter writer = DrawingWriters.Current;
        Guard.That(writer.Formats.Contains(kind),
            $"The format must be one of svg, dot, {string.Join(", ", writer.Formats)}. Received: \"{format}\".", nameof(format));
        using var stream = new MemoryStream();
        writer.Write(stream, GraphLayout.Of(this, writer.MeasureText), kind, dpi);
        return stream.ToArray();
    }

    private void Write(StringBuilder text)
    {
        if (Name is null)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"digraph G {{\nconcentrate=True;\ndpi={dpi};\nrankdir={rankdir};\nnode [shape=record];\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture,
                $"subgraph {Quote("cluster_" + Name)} {{\nlabel={Quote(Name)};\nlabeljust=l;\nstyle=dashed;\n");
        }
        foreach (object part in _parts)
        {
            switch (part)
            {
                case DotNode node: text.Append(CultureInfo.InvariantCulture, $"{node.Name} [label={Quote(node.Label)}];\n"); break;
                case DotEdge edge: text.Append(CultureInfo.InvariantCulture, $"{edge.Source} -> {edge.Destination};\n"); break;
                default: ((DotGraph)part).Write(text); break;
            }
        }
        text.Append("}\n");
    }

    private static string Quote(string text) =>
        Plain().IsMatch(text) ? text
            : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    [GeneratedRegex("^([_a-zA-Z][a-zA-Z0-9_]*|[0-9]+)$")]
    private static partial Regex Plain();
}

/// <summary>A layer's box.</summary>
/// <param name="Name">Its number in the graph.</param>
/// <param name="Label">Its text, in Graphviz's record language: cells are parted by |, braces turn the direction.</param>
public sealed record DotNode(string Name, string Label);

/// <summary>An arrow.</summary>
/// <param name="Source">The box it comes from.</param>
/// <param name="Destination">The box it goes to.</param>
public sealed record DotEdge(string Source, string Destination);
