using System.Xml.Linq;
using KerasDigits.Models;
using KerasDigits.Preprocessing.Images;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models.Drawing;

/// <summary>Pictures of models: what holds for every good one. KERASDIGITS_PICTURES names a folder that keeps them, to be looked
/// at.</summary>
public sealed class ModelPictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("models").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string model in Nets.Keys)
        {
            cases.Add(model, "TB");
            cases.Add(model, "LR");
        }
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Boxes_stand_apart_arrows_go_one_way_and_round_the_boxes(string net, string rankdir)
    {
        DotGraph dot = utils.model_to_dot(Nets[net](), show_shapes: true, rankdir: rankdir, expand_nested: true);
        Keep(dot, $"{net}_{rankdir}");
        KerasDigits.Internals.Drawing drawing = GraphLayout.Of(dot, TimesWidths.Of);
        DrawnBox[] boxes = [.. drawing.Parts.OfType<DrawnBox>().Where(b => !b.IsDashed)];
        DrawnCurve[] arrows = [.. drawing.Parts.Zip(drawing.Parts.Skip(1)).Where(p => p.First is DrawnCurve
            && p.Second is DrawnShape).Select(p => (DrawnCurve)p.First)];
        Assert.Equal(Count(dot, d => d.get_nodes().Count), boxes.Length);
        Assert.Equal(Count(dot, d => d.get_edges().Count), arrows.Length);
        Assert.All(boxes, b => Assert.True(b.X >= 0 && b.Y >= 0 && b.X + b.Width <= drawing.Width && b.Y + b.Height <= drawing.Height,
            $"{b} leaves the picture"));
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = 0; j < i; j++) { Assert.False(Overlap(boxes[i], boxes[j]), $"{boxes[i]} and {boxes[j]} overlap"); }
        }
        foreach (DrawnCurve arrow in arrows)
        {
            var (start, end) = (arrow.Points[0], arrow.Points[^1]);
            Assert.True(rankdir == "TB" ? end.Y > start.Y : end.X > start.X, "every arrow goes on");
            Assert.All(Along(arrow), p =>
                Assert.DoesNotContain(boxes, b => p.X > b.X + 1 && p.X < b.X + b.Width - 1 && p.Y > b.Y + 1 && p.Y < b.Y + b.Height - 1));
        }
    }

    [Fact]
    public void A_stack_is_a_straight_line_and_words_fit_their_boxes()
    {
        KerasDigits.Internals.Drawing drawing = GraphLayout.Of(utils.model_to_dot(Nets["conv2"](), show_shapes: true), TimesWidths.Of);
        Assert.All(drawing.Parts.OfType<DrawnCurve>().Where(c => c.Points[0].Y + 20 < c.Points[^1].Y), c =>
            Assert.Single(c.Points.Select(p => Math.Round(p.X, 6)).Distinct()));
        DrawnBox[] boxes = [.. drawing.Parts.OfType<DrawnBox>()];
        Assert.All(drawing.Parts.OfType<DrawnText>(), t => Assert.Contains(boxes, b =>
            t.X - (TimesWidths.Of(t.Text) / 2) >= b.X && t.X + (TimesWidths.Of(t.Text) / 2) <= b.X + b.Width && t.Baseline - 10 > b.Y
                && t.Baseline < b.Y + b.Height));
    }

    [Fact]
    public void The_way_through_a_residual_block_is_straight()
    {
        DotGraph dot = utils.model_to_dot(Nets["shortcut"]());
        KerasDigits.Internals.Drawing drawing = GraphLayout.Of(dot, TimesWidths.Of);
        double[] middles = [.. drawing.Parts.OfType<DrawnBox>().Select(b => Math.Round(b.X + (b.Width / 2), 3))];
        // i, c1, c2 stand below each other; the shortcut bends round them.
        Assert.Single(middles[..3].Distinct());
    }

    [Fact]
    public void Svg_is_one_that_other_programs_read()
    {
        string path = Path.Combine(_folder, "model.svg");
        Assert.Equal(path, utils.plot_model(Nets["two_inputs"](), to_file: path, show_shapes: true, dpi: 144));
        XElement svg = XDocument.Load(path).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(ns + "svg", svg.Name);
        double[] view = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(v =>
            double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(view[2] * 2, double.Parse(svg.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture), 0.1);
        string[] texts = [.. svg.Descendants(ns + "text").Select(t => t.Value)];
        Assert.Contains("both: Concatenate", texts);
        Assert.Contains("[(?, 16), (?, 3)]", texts);
        Assert.Equal(4, svg.Descendants(ns + "polygon").Count());
    }

    [Theory]
    [InlineData("png"), InlineData("jpg"), InlineData("webp")]
    public void Pictures_of_pixels_have_the_drawings_size_and_ink(string format)
    {
        string path = Path.Combine(_folder, "model." + format);
        utils.plot_model(Nets["two_inputs"](), path, dpi: 72);
        KerasDigits.Internals.Drawing drawing = GraphLayout.Of(utils.model_to_dot(Nets["two_inputs"]()),
            DrawingWriters.Current.MeasureText);
        Image picture = preprocessing.image.load_img(path, color_mode: "grayscale");
        Assert.Equal(((int)Math.Ceiling(drawing.Width), (int)Math.Ceiling(drawing.Height)), picture.size);
        int dark = picture.Pixels.ToArray().Count(p => p < 128);
        Assert.InRange(dark, picture.width * picture.height / 100, picture.width * picture.height / 4);
    }

    [Fact]
    public void A_file_without_an_ending_is_a_png_and_other_forms_are_named()
    {
        string plain = Path.Combine(_folder, "model");
        utils.plot_model(Nets["two_inputs"](), plain);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(plain)[..4]);
        utils.plot_model(Nets["two_inputs"](), plain + ".pdf");
        Assert.StartsWith("%PDF", File.ReadAllText(plain + ".pdf"), StringComparison.Ordinal);
        utils.plot_model(Nets["two_inputs"](), plain + ".dot");
        Assert.StartsWith("digraph G {", File.ReadAllText(plain + ".dot"), StringComparison.Ordinal);
        Assert.Contains("svg, dot, png", Assert.Throws<ArgumentException>(() =>
            utils.plot_model(Nets["two_inputs"](), plain + ".xps")).Message, StringComparison.Ordinal);
        Assert.Contains("<svg", System.Text.Encoding.UTF8.GetString(utils.model_to_dot(Nets["two_inputs"]()).create(prog: "dot",
            format: "svg")), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => utils.model_to_dot(Nets["two_inputs"]()).create(prog: "neato"));
    }

    private static readonly Dictionary<string, Func<Model>> Nets = new()
    {
        ["two_inputs"] = ModelDotTests.TwoInputs,
        ["conv2"] = () => models.Sequential([
            layers.Conv2D(64, (3, 3), activation: "relu", input_shape: (28, 28, 1)), layers.BatchNormalization(),
                layers.MaxPooling2D((2, 2)), layers.Conv2D(128, (3, 3), activation: "relu"),
            layers.Dropout(0.25), layers.Flatten(), layers.Dense(512, activation: "relu"), layers.Dense(10, activation: "softmax")]),
        ["shortcut"] = () =>
        {
            var i = Input((8, 8, 4), name: "i");
            var c = layers.Conv2D(4, 3, padding: "same", name: "c2").Apply(layers.Conv2D(4, 3, padding: "same", name: "c1").Apply(i));
            return Model(i, layers.Add(name: "sum").Apply(i, c));
        },
        ["resnet50"] = () => applications.ResNet50(weights: null, input_shape: (64, 64, 3)),
        ["inception"] = () => applications.InceptionV3(weights: null, input_shape: (75, 75, 3)),
        ["nested"] = () =>
        {
            var vgg = models.Sequential([layers.Conv2D(8, 3, input_shape: (32, 32, 3)), layers.MaxPooling2D(), layers.Flatten()],
                name: "vgg");
            var (i, j) = (Input((32, 32, 3), name: "picture"), Input((2, 32, 32, 3), name: "film"));
            var both = layers.Concatenate().Apply(vgg.Apply(i), layers.Flatten().Apply(layers.TimeDistributed(vgg, name: "each").Apply(j)));
            return Model([i, j], [layers.Dense(1, name: "a").Apply(both), layers.Dense(1, name: "b").Apply(both)]);
        },
    };

    private static int Count(DotGraph dot, Func<DotGraph, int> of) => of(dot) + dot.get_subgraphs().Sum(s => Count(s, of));

    private static bool Overlap(DrawnBox a, DrawnBox b) => a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height
        && b.Y < a.Y + a.Height;

    private static IEnumerable<(double X, double Y)> Along(DrawnCurve curve)
    {
        for (int i = 1; i + 2 < curve.Points.Count; i += 3)
        {
            for (double t = 0; t <= 1; t += 0.1)
            {
                double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
                var (p, q, r, s) = (curve.Points[i - 1], curve.Points[i], curve.Points[i + 1], curve.Points[i + 2]);
                yield return ((a * p.X) + (b * q.X) + (c * r.X) + (d * s.X), (a * p.Y) + (b * q.Y) + (c * r.Y) + (d * s.Y));
            }
        }
    }

    private static void Keep(DotGraph dot, string name)
    {
        if (Environment.GetEnvironmentVariable("KERASDIGITS_PICTURES") is { } folder) { dot.write(Path.Combine(folder, name + ".png")); }
    }
}
