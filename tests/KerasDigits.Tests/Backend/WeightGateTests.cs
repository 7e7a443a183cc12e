using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Backend;

/// <summary>
/// What is read beside a fit is of one step: each step of these nets turns all weights from 1 to -1 or back, so that a reader who sees both
/// has seen two steps at once.
/// </summary>
public sealed class WeightGateTests
{
    private const int Columns = 1 << 17, Predictions = 60;

    [Fact]
    public async Task Predictions_beside_a_fit_are_of_one_step()
    {
        KerasTensor x = keras.Input(1);
        KerasTensor[] parts = [.. Enumerable.Range(0, 2)
            .Select(_ => keras.layers.Dense(Columns, use_bias: false, kernel_initializer: "ones").Apply(x))];
        Model model = keras.Model(x, keras.layers.concatenate(parts));
        await ReadBesideFit(model, 2 * Columns, [m => m.predict(np.ones(new[] { 2, 1 })), m => m.predict_on_batch(np.ones(new[] { 1, 1 })),
            m => m.Apply(np.ones(new[] { 1, 1 })), m => np.concatenate([.. m.get_weights()])]);
    }

    [Fact]
    public async Task Small_nets_predict_and_learn_so_too()
    {
        Sequential model = MakeStack(4096);
        await ReadBesideFit(model, 4096, [m => m.predict(np.ones(new[] { 1, 1 })), m => m.get_weights()[0]]);
    }

    [Fact]
    public async Task Steps_of_an_own_loop_are_whole_too()
    {
        var variable = new Variable(Tensors.MakeOnes(new Shape(Columns)), "v:0");
        var holder = new Holder(variable);
        holder.Apply(np.ones(new[] { 1, 1 }));
        var optimizer = keras.optimizers.SGD(2);
        using var stop = new CancellationTokenSource();
        Task steps = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var scope = Scopes.Step();
                optimizer.apply_gradients([(variable.value.detach().clone(), variable)]);
            }
        });
        for (int i = 0; i < Predictions; i++) { AssertOne(holder.get_weights()[0]); }
        stop.Cancel();
        await steps;
    }

    /// <summary>A step of one's own that assigns weight by weight, with a normalization and predictions on the way.</summary>
    private sealed class OneByOne : Model
    {
        public readonly Dense Left = keras.layers.Dense(Columns / 2, use_bias: false, kernel_initializer: "ones"),
            Right = keras.layers.Dense(Columns / 2, use_bias: false, kernel_initializer: "ones");

        private readonly BatchNormalization _unused = keras.layers.BatchNormalization();

        public override Tensor call(Tensor inputs, bool training)
        {
            _ = _unused.Apply(inputs);
            return keras.backend.concatenate([Left.Apply(inputs), Right.Apply(inputs)]);
        }

        public override StepResults train_step(StepData data)
        {
            _ = Apply(data.x, training: true);
            foreach (Dense half in (Dense[])[Left, Right])
            {
                Variable w = half.kernel;
                w.assign(w.value * -1);
                // The step itself sees what it has written.
                float now = (float)predict_on_batch(np.ones(new[] { 1, 1 }))[0, half == Left ? 0 : Columns - 1];
                Assert.Equal(w.numpy().ToArray<float>()[0], now);
            }
            return new() { ["loss"] = Tensors.MakeScalar(0) };
        }
    }

    [Fact]
    public async Task What_an_own_step_assigns_is_seen_together() => await ReadBesideFit(new OneByOne(), Columns,
        [m => m.predict(np.ones(new[] { 2, 1 })), m => m.predict_on_batch(np.ones(new[] { 1, 1 }))]);

    [Fact]
    public async Task What_several_threads_add_is_all_there()
    {
        var variable = new Variable(Tensors.MakeZeros(new Shape(3)), "v:0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                if (t % 2 == 0) { variable.assign_add(2.0); }
                else { variable.assign_sub(variable.value.detach() * 0 + 1); }
            }
        })));
        Assert.Equal([1000f, 1000f, 1000f], variable.numpy().ToArray<float>());
    }

    [Fact]
    public async Task Weights_that_are_set_are_set_at_once()
    {
        Sequential model = MakeStack(Columns);
        using var stop = new CancellationTokenSource();
        Task setter = Task.Run(() =>
        {
            NDArray ones = np.ones(new[] { 1, Columns }, NPTypeCode.Single);
            while (!stop.IsCancellationRequested)
            {
                model.set_weights([-1f * ones]);
                model.set_weights([ones]);
            }
        });
        for (int i = 0; i < Predictions; i++) { AssertOne(model.predict(np.ones(new[] { 1, 1 }))); }
        stop.Cancel();
        await setter;
    }

    [Fact]
    public void A_callback_reads_and_writes_and_a_layer_that_writes_in_its_call_is_let()
    {
        var counter = new Counting();
        Sequential model = keras.models.Sequential([counter, keras.layers.Dense(1, input_shape: 1)]);
        NDArray x = np.ones(new[] { 8, 1 });
        model.predict(x);
        model.compile("sgd", "mse");
        var inside = keras.callbacks.LambdaCallback(on_batch_end: (_, _) =>
        {
            model.set_weights(model.get_weights());
            model.predict(x);
            model.evaluate(x, x, verbose: 0);
        });
        model.fit(x, x, batch_size: 2, verbose: 0, callbacks: [inside]);
        Assert.True((float)counter.Calls!.numpy() > 10);
    }

    [Fact]
    public async Task A_reader_that_waits_for_another_one_behind_a_writer_goes_on()
    {
        var variable = new Variable(Tensors.MakeOnes(new Shape(1)), "v:0");
        WeightGate[] gates = WeightGate.Of([variable]);
        Task writer;
        using (WeightGate.Read(gates))
        {
            writer = Task.Run(() => { using var write = WeightGate.Write(gates); });
            var reader = new Thread(() => { using var read = WeightGate.Read(gates); });
            reader.Start();
            Assert.True(reader.Join(TimeSpan.FromSeconds(30)));
        }
        await writer.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Code of the program's own runs while weights are written, and may wait for readers in its turn.</summary>
    [Fact]
    public async Task A_constraint_that_waits_for_a_prediction_of_another_thread_does_not_wait_for_ever()
    {
        Sequential? model = null;
        NDArray one = np.ones(new[] { 1, 1 });
        model = keras.models.Sequential([keras.layers.Dense(1, kernel_constraint: new Func<Tensor, Tensor>(w =>
        {
            Task.Run(() => model!.predict(one)).Wait();
            return w;
        }), input_shape: 1)]);
        model.compile("sgd", "mse");
        await Task.Run(() => model.fit(one, one, verbose: 0)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static Sequential MakeStack(int columns) =>
        keras.models.Sequential([keras.layers.Dense(columns, use_bias: false, kernel_initializer: "ones", input_shape: 1)]);

    private static async Task ReadBesideFit(Model model, int columns, Func<Model, NDArray>[] ways)
    {
        model.compile(keras.optimizers.SGD(columns), "mse"); // a step of 2 w
        var begun = new TaskCompletionSource();
        var tells = keras.callbacks.LambdaCallback(on_epoch_begin: (_, _) => begun.TrySetResult());
        Task fit = Task.Run(() => model.fit(np.ones(new[] { 1, 1 }), np.zeros(new[] { 1, columns }), epochs: 1_000_000, verbose: 0,
            callbacks: [tells]));
        await begun.Task; // a fit that begins would take the word back that ends it
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                for (int i = 0; i < Predictions; i++) { foreach (Func<Model, NDArray> way in ways) { AssertOne(way(model)); } }
            })));
            Assert.False(fit.IsCompleted, fit.Exception?.ToString());
        }
        finally
        {
            model.stop_training = true;
        }
        await fit.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static void AssertOne(NDArray values)
    {
        float least = (float)np.min(values), most = (float)np.max(values);
        Assert.True(Math.Abs(most - least) < 1e-3 && Math.Abs(Math.Abs(most) - 1) < 1e-2, $"from {least} to {most}");
    }

    private sealed class Holder(Variable held) : Layer
    {
        public Variable Held { get; } = held;

        public override Tensor call(Tensor inputs, bool training) => inputs;
    }

    private sealed class Counting : Layer
    {
        public Variable? Calls { get; private set; }

        public override void build(Shape input_shape) => Calls = add_weight("calls", initializer: "zeros", trainable: false);

        public override Tensor call(Tensor inputs, bool training)
        {
            Calls!.assign_add(1);
            return inputs;
        }
    }
}
