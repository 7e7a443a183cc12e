using KerasDigits.Layers;
using KerasDigits.Ops.Heads;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>Attention by loops of our own against the same by the engine's operations.</summary>
public sealed class HeadsFunctionTests
{
    public static TheoryData<int, int, int, int, int> Sizes()
    {
        var sizes = new TheoryData<int, int, int, int, int>();
        foreach (int heads in new[] { 1, 2, 3 })
        {
            foreach (var (keys, values) in new[] { (1, 1), (5, 7), (16, 16), (17, 40), (64, 32) })
            {
                foreach (var (queries, seen) in new[] { (1, 1), (3, 9), (20, 4), (65, 33) })
                {
                    sizes.Add(heads, keys, values, queries, seen);
                }
            }
        }
        return sizes;
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Values_and_gradients_are_the_engines(int heads, int keys, int values, int queries, int seen)
    {
        var draw = new torch.Generator(3);
        foreach (string mask in new[] { "none", "sample", "query", "head", "nothing seen" })
        {
            Compare(new HeadsForm(heads, heads, keys, values, MakeMask(mask, heads, queries, seen, draw), 0, 0), queries, seen, draw, mask);
        }
        Compare(new HeadsForm(heads, heads, keys, values, null, 0.4, 12345), queries, seen, draw, "dropped");
        Compare(new HeadsForm(2 * heads, heads, keys, values, null, 0, 0), queries, seen, draw, "heads shared");
    }

    [Fact]
    public void Long_sequences_go_in_stretches()
    {
        var draw = new torch.Generator(4);
        Compare(new HeadsForm(2, 2, 8, 8, MakeMask("query", 2, 700, 700, draw), 0.2, 77), 700, 700, draw, "long");
    }

    [Fact]
    public void Gradients_of_gradients_are_the_engines()
    {
        var form = new HeadsForm(2, 2, 4, 4, null, 0.3, 5);
        Tensor x = torch.randn(2, 6, 24, generator: new torch.Generator(1));
        double Twice(Func<Tensor, Tensor> run)
        {
            Tensor leaf = x.clone().requires_grad_();
            Tensor first = torch.autograd.grad([run(leaf).square().sum()], [leaf], retain_graph: true, create_graph: true)[0];
            return torch.autograd.grad([first.square().sum()], [leaf])[0].square().sum().item<float>();
        }
        double ours = Twice(a => HeadsFunction.Run(form, a)), engine = Twice(a => Compute(form, a));
        Assert.Equal(1, ours / engine, 1e-4);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Layers_give_the_same_both_ways(bool training)
    {
        Tensor x = torch.randn([3, 9, 12], generator: new torch.Generator(2)),
            other = torch.randn([3, 5, 12], generator: new torch.Generator(8));
        var kept = torch.rand(3, 9, generator: new torch.Generator(6)) > 0.3f;
        foreach (Func<Layer> make in new Func<Layer>[]
            { () => layers.MultiHeadAttention(2, 6, dropout: 0.2), () => layers.GroupQueryAttention(4, 4, 2) })
        {
            Layer layer = make();
            layer.ApplyAll([x, x]); // weights are drawn too
            Tensor[] Both(Func<Tensor[]> run)
            {
                torch.manual_seed(11);
                Tensor[] ours = run();
                HeadsFunction.IsOff = true;
                try
                {
                    torch.manual_seed(11);
                    return [.. ours, .. run()];
                }
                finally { HeadsFunction.IsOff = false; }
            }
            foreach (Tensor[] both in new[]
            {
                Both(() => layer.ApplyAll([x, x], training: training)), Both(() => layer.ApplyAll([x, other], training: training)),
                Both(() => layer.ApplyAll([x, x], training: training, mask: [kept, kept])),
            }) { AssertNear(both[0], both[1], layer.name); }
        }
    }

    private static Tensor? MakeMask(string kind, int heads, int queries, int seen, torch.Generator draw) => kind switch
    {
        "sample" => torch.rand([2, 1, 1, seen], generator: draw) > 0.4f,
        "query" => torch.rand([1, 1, queries, seen], generator: draw) > 0.4f,
        "head" => torch.rand([2, heads, queries, seen], generator: draw) > 0.4f,
        "nothing seen" => torch.zeros([1, 1, queries, seen], torch.ScalarType.Bool),
        _ => null,
    };

    private static Tensor Compute(HeadsForm form, Tensor joined)
    {
        Tensor[] parts = [.. form.Places.Select(p => joined.narrow(-1, p.Start, p.Length))];
        return form.Compute(parts[0], parts[1], parts[2]);
    }

    private static void Compare(HeadsForm form, int queries, int seen, torch.Generator draw, string what)
    {
        Tensor query = torch.randn([2, queries, form.Heads * form.KeySize], generator: draw),
            key = torch.randn([2, seen, form.SourceHeads * form.KeySize], generator: draw),
            value = torch.randn([2, seen, form.SourceHeads * form.ValueSize], generator: draw),
            by = torch.randn([2, queries, form.Heads * form.ValueSize], generator: draw);
        Tensor[] Run(Func<Tensor[], Tensor> run, params Tensor[] parts)
        {
            Tensor[] leaves = [.. parts.Select(p => p.clone().requires_grad_())];
            Tensor y = run(leaves);
            return [y.detach(), .. torch.autograd.grad([y], leaves, [by])];
        }
        string name = $"{what}, {form.Heads} heads of {form.KeySize} and {form.ValueSize}, {queries} x {seen}";
        Tensor[] ours = Run(p => HeadsFunction.Run(form, p), query, key, value),
            engine = Run(p => form.Compute(p[0], p[1], p[2]), query, key, value);
        foreach (var (a, b) in ours.Zip(engine)) { AssertNear(a, b, name); }
        using (torch.no_grad()) { AssertNear(HeadsFunction.Run(form, query, key, value), engine[0], name); }
        if (queries != seen) { return; }
        Tensor[] joined = Run(p => HeadsFunction.Run(form, p), torch.cat([query, key, value], -1));
        AssertNear(joined[0], engine[0], name);
        AssertNear(joined[1], torch.cat(engine[1..], -1), name);
    }

    private static void AssertNear(Tensor ours, Tensor engine, string name)
    {
        Assert.Equal(engine.shape, ours.shape);
        double far = (ours - engine).abs().max().item<float>(), most = engine.abs().max().item<float>();
        Assert.True(far <= 2e-5 * Math.Max(1, most), $"{name}: {far} off");
    }
}
