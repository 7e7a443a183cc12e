using KerasDigits.Backend;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using NumSharp;
using static KerasDigits.keras;
using Modern = KerasDigits.Optimizers.Experimental;

namespace KerasDigits.Tests.Optimizers;

/// <summary>Gradients gathered over batches, and Adafactor, against the formulas computed here in double precision.</summary>
public sealed class AccumulationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-gather-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float[] Floats(NDArray array) => array.astype(NPTypeCode.Single).flatten().ToArray<float>();

    private static float[][] Values(IEnumerable<NDArray> arrays) => [.. arrays.Select(Floats)];

    private static NDArray Data(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return np.array([.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5))]).reshape(rows, columns);
    }

    private static Model Linear(Optimizer optimizer)
    {
        Model model = models.Sequential([layers.Dense(3, input_shape: 4, kernel_initializer: "zeros"), layers.Dense(2)]);
        int at = 0;
        model.set_weights([.. model.get_weights().Select(w => Data(1, (int)w.size, 7 + at++).reshape(w.shape))]);
        model.compile(optimizer: optimizer, loss: "mse");
        return model;
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adagrad")]
    [InlineData("clipped")]
    [InlineData("adafactor")]
    public void Four_batches_are_one_batch_of_all(string kind)
    {
        Optimizer Make(int? gathered) => kind switch
        {
            "sgd" => new Modern.SGD(0.1) { gradient_accumulation_steps = gathered },
            "adam" => new Modern.Adam(0.1) { gradient_accumulation_steps = gathered, weight_decay = 0.1 },
            "adagrad" => new Modern.Adagrad(0.1) { gradient_accumulation_steps = gathered },
            "clipped" => new Modern.SGD(0.1) { gradient_accumulation_steps = gathered, clipnorm = 0.05 },
            _ => new Modern.Adafactor(0.1) { gradient_accumulation_steps = gathered },
        };
        NDArray x = Data(16, 4, 1), y = Data(16, 2, 2);
        Model whole = Linear(Make(null)), parts = Linear(Make(4));
        whole.fit(x, y, batch_size: 16, epochs: 3, verbose: 0);
        parts.fit(x, y, batch_size: 4, epochs: 3, shuffle: false, verbose: 0);
        Assert.Equal(3, parts.optimizer.iterations);
        Assert.All(Values(whole.get_weights()).Zip(Values(parts.get_weights())),
            p => Assert.All(p.First.Zip(p.Second), v => Assert.Equal(v.First, v.Second, 2e-6f)));
    }

    [Fact]
    public void Weights_rest_between_steps()
    {
        Model model = Linear(new Modern.SGD(0.1) { gradient_accumulation_steps = 2 });
        NDArray x = Data(4, 4, 1), y = Data(4, 2, 2);
        float[][] start = Values(model.get_weights());
        model.train_on_batch(x, y);
        Assert.Equal(start, Values(model.get_weights()));
        Assert.Equal(0, model.optimizer.iterations);
        model.train_on_batch(x, y);
        Assert.NotEqual(start, Values(model.get_weights()));
        Assert.Equal(1, model.optimizer.iterations);
    }

    [Fact]
    public void Applied_gradients_are_gathered_and_left_as_they_are()
    {
        var weight = new Variable(Tensors.MakeFull(new Shape(2), 1, "float32"));
        var optimizer = new Modern.SGD(0.5) { gradient_accumulation_steps = 2 };
        Tensor one = Tensors.MakeFull(new Shape(2), 1, "float32"), three = Tensors.MakeFull(new Shape(2), 3, "float32");
        optimizer.apply_gradients([(one, weight)]);
        Assert.Equal([1f, 1f], Floats(weight.numpy()));
        optimizer.apply_gradients([(three, weight)]);
        Assert.Equal([0f, 0f], Floats(weight.numpy()));
        optimizer.apply_gradients([(one, weight)]);
        optimizer.apply_gradients([(one, weight)]);
        Assert.Equal([-0.5f, -0.5f], Floats(weight.numpy()));
        Assert.Equal(3, three.mean().item<float>());
        Assert.Equal(2, optimizer.iterations);
    }

    [Fact]
    public void Less_than_two_is_refused() => Assert.Contains("must be an integer >= 2",
        Assert.Throws<ArgumentOutOfRangeException>(() => new Modern.SGD { gradient_accumulation_steps = 1 }).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("m.h5", false)]
    [InlineData("m.keras", false)]
    [InlineData("m.h5", true)]
    [InlineData("m.keras", true)]
    public void A_half_step_goes_through_a_file(string file, bool adafactor)
    {
        Optimizer optimizer = adafactor
            ? new Modern.Adafactor(0.1) { gradient_accumulation_steps = 3 }
            : new Modern.Adam(0.1) { gradient_accumulation_steps = 3, use_ema = true };
        Model model = Linear(optimizer);
        NDArray x = Data(4, 4, 1), y = Data(4, 2, 2);
        for (int i = 0; i < 4; i++) { model.train_on_batch(x, y); }
        model.save(Path.Combine(_folder, file));
        Model again = models.load_model(Path.Combine(_folder, file));
        Assert.Equal(1, again.optimizer.iterations);
        for (int i = 0; i < 2; i++)
        {
            model.train_on_batch(x, y);
            again.train_on_batch(x, y);
        }
        Assert.Equal(2, again.optimizer.iterations);
        Assert.Equal(Values(model.get_weights()), Values(again.get_weights()));
        Assert.Equal(Values(model.optimizer.get_weights()).OrderBy(v => v.Length).ThenBy(v => v[0]),
            Values(again.optimizer.get_weights()).OrderBy(v => v.Length).ThenBy(v => v[0]));
    }

    [Theory]
    [InlineData(0.001, true)]
    [InlineData(5.0, true)]
    [InlineData(5.0, false)]
    public void Adafactor_follows_its_formula(double rate, bool relative)
    {
        const int Rows = 2, Columns = 3;
        var matrix = new Variable(Tensors.MakeFull(new Shape(Rows, Columns), 0.5, "float32"), "m:0");
        var vector = new Variable(Tensors.MakeFull(new Shape(Columns), 0.25, "float32"), "v:0");
        var optimizer = new Modern.Adafactor(rate, relative_step: relative);
        double[] m = [.. Enumerable.Repeat(0.5, Rows * Columns)], v = [.. Enumerable.Repeat(0.25, Columns)];
        double[] r = new double[Rows], c = new double[Columns], squares = new double[Columns];
        for (int step = 1; step <= 4; step++)
        {
            NDArray gm = Data(Rows, Columns, step), gv = Data(1, Columns, 10 + step).reshape(Columns);
            double[] g = [.. Floats(gm).Select(f => (double)f)], h = [.. Floats(gv).Select(f => (double)f)];
            double kept = 1 - Math.Pow(step, -0.8), rho = Math.Min(rate, 1 / Math.Sqrt(step));
            for (int i = 0; i < Rows; i++)
            {
                r[i] = (kept * r[i]) + ((1 - kept) * Enumerable.Range(0, Columns)
                    .Average(j => (g[(i * Columns) + j] * g[(i * Columns) + j]) + 1e-30));
            }
            for (int j = 0; j < Columns; j++)
            {
                c[j] = (kept * c[j]) + ((1 - kept) * Enumerable.Range(0, Rows)
                    .Average(i => (g[(i * Columns) + j] * g[(i * Columns) + j]) + 1e-30));
                squares[j] = (kept * squares[j]) + ((1 - kept) * ((h[j] * h[j]) + 1e-30));
            }
            Apply(m, [.. g.Select((x, k) => x / Math.Sqrt(r[k / Columns] / r.Average() * c[k % Columns]))], rho);
            Apply(v, [.. h.Select((x, k) => x / Math.Sqrt(squares[k]))], rho);
            optimizer.apply_gradients([(Tensors.Of(gm), matrix), (Tensors.Of(gv), vector)]);
        }
        Assert.All(m.Zip(Floats(matrix.numpy())), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.All(v.Zip(Floats(vector.numpy())), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.Equal([2, 3, 6, 3], optimizer.ListSlotVariables().Select(s => s.Size)); // r and c of the matrix alone, then both v

        static void Apply(double[] weight, double[] update, double rho)
        {
            double clip = Math.Max(1, Math.Sqrt(update.Average(u => u * u))), size = Math.Max(1e-3, Math.Sqrt(weight.Average(w => w * w)));
            for (int i = 0; i < weight.Length; i++) { weight[i] -= rho * size * update[i] / clip; }
        }
    }
}
