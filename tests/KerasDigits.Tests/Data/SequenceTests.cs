using KerasDigits.Data;
using NumSharp;
using static KerasDigits.keras;
using Sequence = KerasDigits.Data.Sequence;

namespace KerasDigits.Tests.Data;

/// <summary>Batches of Sequences and generators in fit, evaluate and predict: order, random numbers, threads, exceptions, ends.</summary>
public sealed class SequenceTests
{
    [Theory]
    [InlineData(0, 10), InlineData(1, 10), InlineData(2, 10), InlineData(5, 3), InlineData(3, 1)]
    public void Order_and_random_numbers_do_not_depend_on_workers(int workers, int queue)
    {
        // An iterator without a seed draws from NumPy's one generator: any disorder would show.
        float[] Seen(int w, int q)
        {
            np.random.seed(3);
            python.random.seed(3);
            var datagen = preprocessing.image.ImageDataGenerator(rotation_range: 90, width_shift_range: 0.3, horizontal_flip: true);
            var flow = datagen.flow(np.random.uniform(0, 255, new[] { 23, 8, 8, 1 }), np.arange(23), batch_size: 4);
            List<float> all = [];
            for (int epoch = 0; epoch < 2; epoch++)
            {
                using IEnumerator<Batch> batches = Prefetch.EnumerateBatches(flow, shuffle: true, w, q);
                while (batches.MoveNext())
                {
                    all.AddRange(batches.Current.inputs[0].ToArray<float>());
                    all.AddRange(batches.Current.targets![0].astype(NPTypeCode.Single).ToArray<float>());
                }
                flow.on_epoch_end();
            }
            return [.. all];
        }
        Assert.Equal(Seen(1, 10), Seen(workers, queue));
    }

    [Fact]
    public void A_generator_that_fails_as_it_is_let_go_of_does_not_end_the_process()
    {
        using var ended = new ManualResetEventSlim();
        IEnumerable<int> Numbers()
        {
            try
            {
                for (int i = 0; ; i++) { yield return i; }
            }
            finally
            {
                ended.Set();
                FailLate();
            }
        }
        using (IEnumerator<int> numbers = Prefetch.ReadAhead(Numbers(), 2)) { Assert.True(numbers.MoveNext()); }
        Assert.True(ended.Wait(TimeSpan.FromSeconds(10)));
    }

    private static void FailLate() => throw new InvalidDataException("the file is gone");

    /// <summary>The orders were drawn with CPython 3.11: random.seed(7), then random.shuffle(list(range(8))) for each epoch.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(3)]
    public void Batches_are_shuffled_as_Python_shuffles(int workers)
    {
        int[][] drawn = [[6, 7, 2, 4, 0, 3, 1, 5], [3, 2, 7, 1, 6, 0, 4, 5], [7, 4, 2, 5, 1, 0, 3, 6]];
        foreach (Action<int> seed in (Action<int>[])[s => utils.set_random_seed(s), s => python.random.seed(s)])
        {
            seed(7);
            np.random.uniform(0, 1, new[] { 5 }); // NumPy's generator has no part in it
            foreach (int[] order in drawn)
            {
                using IEnumerator<Batch> batches = Prefetch.EnumerateBatches(new Counted(8), shuffle: true, workers, queue: 4);
                foreach (int number in order)
                {
                    Assert.True(batches.MoveNext());
                    Assert.Equal(number, (int)Math.Round(batches.Current.inputs[0].astype(NPTypeCode.Double).ToArray<double>()[0] * 10));
                }
            }
            seed(7);
            var data = new Counted(8);
            Net().fit(data, epochs: 3, verbose: 0, workers: 0);
            Assert.Equal(drawn.SelectMany(order => order), data.Asked);
        }
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(4)]
    public void An_exception_in_a_batch_reaches_the_caller_with_its_own_stack(int workers)
    {
        var model = Net();
        InvalidTimeZoneException e = Assert.Throws<InvalidTimeZoneException>(() =>
            model.fit(new Broken(6, 3), epochs: 1, verbose: 0, shuffle: false, workers: workers));
        Assert.Equal("batch 3", e.Message);
        Assert.Contains(nameof(Broken.ThrowsHere), e.StackTrace);
        Assert.Empty(Workers());
    }

    [Fact]
    public void An_exception_in_a_generator_on_a_reader_thread_reaches_the_caller()
    {
        static IEnumerable<Batch> Generator(Exception e)
        {
            yield return Batch(0);
            throw e;
        }
        // One that looks like our own way to end the thread must not be taken for it.
        foreach (Exception e in (Exception[])[new InvalidTimeZoneException("in the generator"),
            new OperationCanceledException("by the user")])
        {
            Assert.Same(e,
                Assert.ThrowsAny<Exception>(() => Net().fit(ModelData.From(Generator(e)), steps_per_epoch: 3, verbose: 0, workers: 2)));
        }
        Assert.Empty(Workers());
    }

    [Theory]
    [InlineData(1), InlineData(4)]
    public void Stopping_early_leaves_no_thread(int workers)
    {
        var model = Net();
        model.fit(new Counted(50), epochs: 3, steps_per_epoch: 2, verbose: 0, workers: workers);
        Assert.Empty(Workers());
        var stop = callbacks.LambdaCallback(on_batch_end: (batch, _) => { if (batch == 1) { model.stop_training = true; } });
        model.fit(new Counted(50), epochs: 3, verbose: 0, workers: workers, callbacks: [stop]);
        Assert.Empty(Workers());
        Assert.ThrowsAny<Exception>(() => model.fit(new Counted(50), verbose: 0, workers: workers,
            callbacks: [callbacks.LambdaCallback(on_batch_end: (_, _) => throw new InvalidOperationException("stop"))]));
        Assert.Empty(Workers());
        model.evaluate(new Counted(50), steps: 2, verbose: 0, workers: workers);
        model.predict(new Counted(50), steps: 2, workers: workers);
        model.fit(ModelData.From(Endless()), steps_per_epoch: 2, epochs: 2, verbose: 0, workers: workers);
        Assert.Empty(Workers());
    }

    [Fact]
    public void No_more_batches_are_made_ahead_than_the_queue_holds()
    {
        var data = new Counted(40);
        using (IEnumerator<Batch> batches = Prefetch.EnumerateBatches(data, shuffle: false, workers: 3, queue: 4))
        {
            batches.MoveNext();
            Thread.Sleep(100);
            Assert.InRange(data.Made, 1, 5);
        }
        Assert.True(data.Made <= 5);
    }

    [Fact]
    public void Each_epoch_reads_a_Sequence_from_its_start_and_then_tells_it()
    {
        var data = new Counted(5);
        Net().fit(data, epochs: 3, steps_per_epoch: 3, shuffle: false, verbose: 0, workers: 0);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2], data.Asked);
        Assert.Equal(3, data.Epochs);
    }

    [Fact]
    public void Validation_data_may_be_a_Sequence_or_a_generator_and_batch_size_is_left_aside()
    {
        var model = Net();
        var history = model.fit(new Counted(4), epochs: 2, batch_size: 100, verbose: 0, validation_data: new Counted(3)).history;
        Assert.Equal(2, history["val_loss"].Count);
        history = model.fit(ModelData.From(Endless()), epochs: 2, steps_per_epoch: 3, batch_size: 7, verbose: 0,
            validation_data: ModelData.From(Endless())!, validation_steps: 2).history;
        Assert.Equal(2, history["val_loss"].Count);
        Assert.Equal([20, 1], model.predict(new Counted(5), batch_size: 3).shape.Select(d => (int)d));
    }

    [Fact]
    public void Targets_and_weights_beside_a_generator_are_refused_as_in_Keras()
    {
        NDArray y = np.zeros(new NumSharp.Shape(4, 1));
        Assert.Contains("`y` argument is not supported", Assert.Throws<ArgumentException>(() => Net().fit(new Counted(2), y)).Message);
        Assert.Contains("`sample_weight` argument is not supported",
            Assert.Throws<ArgumentException>(() => Net().fit(new Counted(2), sample_weight: y)).Message);
        Assert.Contains("`validation_split` is only supported",
            Assert.Throws<ArgumentException>(() => Net().fit(new Counted(2), validation_split: 0.5)).Message);
    }

    [Fact]
    public void Targets_that_cannot_fit_are_found_in_the_first_batch()
    {
        var model = models.Sequential([layers.Dense(3, activation: "softmax", input_shape: 3)]);
        foreach (Func<int, NDArray> targets in (Func<int, NDArray>[])[n => np.zeros(new NumSharp.Shape(n)),
            n => np.zeros(new NumSharp.Shape(n, 1))])
        {
            // The classes of flow_from_directory(class_mode: "binary"), a number for each picture.
            IEnumerable<Batch> Batches() => [(np.zeros(new NumSharp.Shape(4, 3)), targets(4))];
            model.compile("sgd", "categorical_crossentropy");
            Assert.Contains("Shapes (None, 1) and (None, 3) are incompatible",
                Assert.Throws<ArgumentException>(() => model.fit(ModelData.From(Batches()), verbose: 0)).Message);
            Assert.Contains("Shapes (None, 1) and (None, 3) are incompatible",
                Assert.Throws<ArgumentException>(() => model.fit(np.zeros(new NumSharp.Shape(4, 3)), targets(4), verbose: 0)).Message);
            model.compile("sgd", "sparse_categorical_crossentropy");
            Assert.Contains("class numbers from 0 to 2",
                Assert.Throws<ArgumentException>(() => model.fit(ModelData.From([(np.zeros(new NumSharp.Shape(4, 3)), targets(4) + 7.0)]),
                    verbose: 0)).Message);
            model.fit(ModelData.From(Batches()), verbose: 0);
        }
    }

    [Fact]
    public void A_generator_that_ends_early_stops_training_with_Kerass_warning()
    {
        static IEnumerable<Batch> Five() => Enumerable.Range(0, 5).Select(Batch);
        var (history, text) = Warned(() => Net().fit(ModelData.From(Five()), steps_per_epoch: 3, epochs: 4, verbose: 0));
        Assert.Contains("Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate at "
            + "least `steps_per_epoch * epochs` batches (in this case, 12 batches). You may need to use the repeat() function when "
            + "building your dataset.", text);
        Assert.Equal(2, history.epoch.Count);
        // Without steps the first epoch takes all there is; the second finds nothing and keeps the first one's numbers.
        (history, text) = Warned(() => Net().fit(ModelData.From(Five()), epochs: 3, verbose: 0));
        Assert.Contains("(in this case, 15 batches)", text);
        Assert.Equal(2, history.epoch.Count);
        Assert.Equal(history.history["loss"][0], history.history["loss"][1]);
        (_, text) = Warned(() => Net().predict(ModelData.From(Five()), steps: 9));
        Assert.Contains("(in this case, 9 batches)", text);
        Assert.Contains("non-empty", Assert.Throws<ArgumentException>(() => Net().fit(ModelData.From([]), verbose: 0)).Message);
    }

    [Fact]
    public void A_seeded_iterator_is_where_TF_leaves_it()
    {
        // TF 2.3.1 looks at the first batch before it starts: 1 + 3 batches in the first epoch.
        var flow = preprocessing.image.ImageDataGenerator()
            .flow(np.zeros(new NumSharp.Shape(9, 4, 4, 1)), np.zeros(new NumSharp.Shape(9, 1)), batch_size: 3, seed: 1);
        var model = models.Sequential([layers.Flatten(input_shape: (4, 4, 1)), layers.Dense(1)]);
        model.compile("sgd", "mse");
        model.fit(flow, epochs: 1, verbose: 0);
        Assert.Equal(4, flow.total_batches_seen);
        model.fit(flow, epochs: 2, verbose: 0);
        Assert.Equal(4 + 7, flow.total_batches_seen);
    }

    /// <summary>Our threads that are still there; one that has ended takes the system a moment to forget.</summary>
    private static string[] Workers()
    {
        string[] ours = [];
        for (int i = 0; i < 100; i++)
        {
            ours = [.. Threads().Where(n => n.StartsWith("KerasDigits", StringComparison.Ordinal))];
            if (ours.Length == 0) { break; }
            Thread.Sleep(20);
        }
        return ours;
    }

    /// <summary>Names of this process's threads; Linux keeps 15 characters.</summary>
    private static IEnumerable<string> Threads() => Directory.EnumerateDirectories("/proc/self/task").Select(t =>
    {
        try { return File.ReadAllText(Path.Combine(t, "comm")).Trim(); }
        catch (IOException) { return ""; } // ended meanwhile
    });

    private static (T Result, string Warnings) Warned<T>(Func<T> run)
    {
        TextWriter before = Console.Error;
        using var text = new StringWriter();
        Console.SetError(text);
        try { return (run(), text.ToString()); }
        finally { Console.SetError(before); }
    }

    private static KerasDigits.Models.Sequential Net()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 3)]);
        model.compile("sgd", "mse");
        return model;
    }

    private static Batch Batch(int number) => (np.full(new NumSharp.Shape(4, 3), number / 10.0), np.zeros(new NumSharp.Shape(4, 1)));

    private static IEnumerable<Batch> Endless()
    {
        for (int i = 0; ; i++) { yield return Batch(i % 7); }
    }

    private sealed class Counted(int length) : Sequence
    {
        private int _made;

        public int Made => Volatile.Read(ref _made);

        public List<int> Asked { get; } = [];

        public int Epochs { get; private set; }

        public override int Length => length;

        public override Batch this[int index]
        {
            get
            {
                Interlocked.Increment(ref _made);
                lock (Asked) { Asked.Add(index); }
                return Batch(index);
            }
        }

        public override void on_epoch_end() => Epochs++;
    }

    private sealed class Broken(int length, int at) : Sequence
    {
        public override int Length => length;

        public override Batch this[int index] => index == at ? ThrowsHere(index) : Batch(index);

        public static Batch ThrowsHere(int index) => throw new InvalidTimeZoneException($"batch {index}");
    }
}
