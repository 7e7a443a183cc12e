using System.Net;
using System.Net.Sockets;
using System.Text;
using KerasDigits.Callbacks;
using NumSharp;
using Tensorboard;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Callbacks;

/// <summary>
/// Event files are read back by the protobuf classes that TorchSharp brings, and by a checksum of our own; tags and steps are those that
/// tf.keras 2.15 recorded.
/// </summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_checksum_is_CRC_32C() => Assert.Equal(0xE3069283u, Sum("123456789"u8));

    [Fact]
    public void Epochs_go_to_two_folders()
    {
        Fit(epochs: 2, callbacks.TensorBoard(_folder, write_graph: false));
        Assert.Equal("epoch_loss@0 epoch_accuracy@0 epoch_loss@1 epoch_accuracy@1", Tags("train"));
        Assert.Equal("evaluation_loss_vs_iterations@3 evaluation_accuracy_vs_iterations@3 epoch_loss@0 epoch_accuracy@0 "
            + "evaluation_loss_vs_iterations@6 evaluation_accuracy_vs_iterations@6 epoch_loss@1 epoch_accuracy@1", Tags("validation"));
        Event first = Events("train")[0];
        Assert.Equal("brain.Event:2", first.FileVersion);
        Assert.InRange(first.WallTime, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 600, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
    }

    [Fact]
    public void Scalars_are_the_logs_as_float32()
    {
        var history = Fit(epochs: 1, callbacks.TensorBoard(_folder));
        Summary.Types.Value loss = Values("train").First(v => v.Tag == "epoch_loss");
        Assert.Equal(("scalars", DataType.DtFloat), (loss.Metadata.PluginData.PluginName, loss.Tensor.Dtype));
        Assert.Equal((float)history.history["loss"][0], BitConverter.ToSingle(loss.Tensor.TensorContent.ToByteArray()));
        Summary.Types.Value graph = Values("train").First();
        Assert.Equal(("keras", "graph_keras_model", "1"),
            (graph.Tag, graph.Metadata.PluginData.PluginName, graph.Metadata.PluginData.Content.ToStringUtf8()));
        Assert.StartsWith("{\"module\": \"keras\", \"class_name\": \"Sequential\"", graph.Tensor.StringVal[0].ToStringUtf8(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_are_counted_over_all_epochs()
    {
        Fit(epochs: 2, callbacks.TensorBoard(_folder, write_graph: false, update_freq: "batch"));
        Assert.StartsWith("batch_loss@1 batch_accuracy@1 batch_loss@2 batch_accuracy@2 batch_loss@3 batch_accuracy@3 epoch_loss@0 "
            + "epoch_accuracy@0 batch_loss@4", Tags("train"), StringComparison.Ordinal);
        Assert.Contains("batch_accuracy@6 epoch_loss@1 epoch_accuracy@1", Tags("train"), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_have_histograms_and_pictures()
    {
        Fit(epochs: 3, callbacks.TensorBoard(_folder, histogram_freq: 2, write_graph: false, write_images: true));
        string tags = Tags("train");
        Assert.Contains("epoch_accuracy@0 conv2d/kernel_0@0 conv2d/kernel_0@0 conv2d/bias_0@0 conv2d/bias_0@0 dense/kernel_0@0", tags,
            StringComparison.Ordinal);
        Assert.Contains("epoch_accuracy@1 epoch_loss@2", tags, StringComparison.Ordinal);
        Summary.Types.Value kernel = Values("train").First(v => v.Tag == "conv2d/kernel_0");
        Assert.Equal([30L, 3L], kernel.Tensor.TensorShape.Dim.Select(d => d.Size));
        Summary.Types.Value picture = Values("train").Last(v => v.Tag == "conv2d/kernel_0");
        Assert.Equal(("images", "3", "3", 5),
            (picture.Metadata.PluginData.PluginName, picture.Tensor.StringVal[0].ToStringUtf8(), picture.Tensor.StringVal[1].ToStringUtf8(),
                picture.Tensor.StringVal.Count));
    }

    [Theory]
    [InlineData("2.3", "conv2d/kernel_0@0 conv2d/kernel_0@0")]
    [InlineData("2.15", "conv2d/kernel_0/histogram@0 conv2d/kernel_0/image@0")]
    public void The_words_behind_a_weights_name(string version, string expected)
    {
        using var scope = new VersionScope(version);
        Fit(epochs: 1, callbacks.TensorBoard(_folder, histogram_freq: 1, write_graph: false, write_images: true));
        Assert.Contains(expected, Tags("train"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_was_set_as_default_is_it_until_it_is_closed()
    {
        SummaryWriter first = tf.summary.create_file_writer(_folder), second = tf.summary.create_file_writer(_folder);
        first.set_as_default();
        second.set_as_default();
        Assert.True(tf.summary.scalar("a", 1, 0));
        first.close();
        Assert.True(tf.summary.scalar("a", 1, 1));
        second.close();
        Assert.False(tf.summary.scalar("a", 1, 2));
    }

    [Fact]
    public void Summaries_of_ones_own_are_those_that_TensorFlow_recorded()
    {
        using (SummaryWriter writer = tf.summary.create_file_writer(_folder))
        {
            Assert.False(tf.summary.scalar("nowhere", 1, 0));
            using (writer.as_default())
            {
                tf.summary.scalar("a/scalar", 1.5, 0);
                tf.summary.histogram("h", np.array(new[] { 1.0, 2, 2, 3, 10 }), 0);
                tf.summary.histogram("equal", np.array(new[] { 3.0, 3, 3 }), 0);
                tf.summary.image("clipped", np.array(new[] { -1.0, .5, 1, 2 }).reshape(1, 2, 2, 1), 0);
                tf.summary.text("text", "plain *markdown*", 0);
            }
            Assert.Contains(Values(""), v => v.Tag == "text"); // the writer itself may never be closed
        }
        double[] h = Doubles(Values("").First(v => v.Tag == "h"));
        Assert.Equal([1.0, 1.3, 1, 1.3, 1.6, 0], h[..6].Select(v => Math.Round(v, 9)));
        Assert.Equal((10.0, 1.0), (h[^2], h[^1]));
        Assert.Equal([3.0, 3.0, 3.0], Doubles(Values("").First(v => v.Tag == "equal"))[^3..]);
        byte[] png = Values("").First(v => v.Tag == "clipped").Tensor.StringVal[2].ToByteArray();
        Assert.Equal([0, 127, 255, 255], KerasDigits.Preprocessing.Images.ImageCodecs.Current.Decode(png).Pixels.ToArray());
    }

    [Fact]
    public void A_board_can_read_while_the_file_grows_and_a_schedule_shows_its_rate()
    {
        var looks = new List<string>();
        Fit(epochs: 2, [callbacks.TensorBoard(_folder, write_graph: false), callbacks.LambdaCallback(on_epoch_begin: (e, _) =>
        {
            if (e == 1) { looks.Add(Tags("train")); }
        })],
            optimizers.SGD(optimizers.schedules.ExponentialDecay(.1, 2, .5)));
        Assert.Equal(["epoch_loss@0 epoch_accuracy@0 epoch_learning_rate@0"], looks);
    }

    [Fact]
    public void Hyperparameters_stand_beside_the_run()
    {
        Fit(epochs: 1,
            [new HParamsCallback(_folder, new Dictionary<string, object?> { ["units"] = 32, ["activation"] = "relu", ["bn"] = false },
                "trial-2")]);
        Summary.Types.Value[] values = [.. Values("")];
        Assert.Equal(["_hparams_/session_start_info", "_hparams_/session_end_info"], values.Select(v => v.Tag));
        string content = values[0].Metadata.PluginData.Content.ToStringUtf8();
        Assert.All(["units", "activation", "relu", "bn", "trial-2"], w => Assert.Contains(w, content, StringComparison.Ordinal));
        // activation = "relu" as TensorFlow's own record has it: a map entry of key and google.protobuf.Value.
        Assert.Contains("0A140A0A61637469766174696F6E12061A0472656C75", Convert.ToHexString(values[0].Metadata.PluginData.Content.Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteMonitor_posts_the_logs()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task<string> got = Task.Run(async () =>
        {
            using TcpClient client = await server.AcceptTcpClientAsync();
            NetworkStream stream = client.GetStream();
            var text = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (!text.ToString().Contains("accuracy", StringComparison.Ordinal))
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            }
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            return text.ToString();
        });
        Fit(epochs: 1, [callbacks.RemoteMonitor($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", send_as_json: true)]);
        string request = await got;
        Assert.StartsWith("POST /publish/epoch/end/ HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("{\"epoch\": 0, \"loss\": ", request, StringComparison.Ordinal);
    }

    private static KerasDigits.Training.History Fit(int epochs, Callback callback) => Fit(epochs, [callback]);

    private static KerasDigits.Training.History Fit(int epochs, Callback[] all, KerasDigits.Optimizers.Optimizer? optimizer = null)
    {
        backend.clear_session();
        var model = models.Sequential([layers.Conv2D(3, 3, activation: "relu", input_shape: (8, 8, 1)), layers.Flatten(),
            layers.Dense(3, activation: "softmax")]);
        model.compile(optimizer ?? optimizers.Adam(.01), "categorical_crossentropy", metrics: ["accuracy"]);
        NDArray x = np.random.rand(40, 8, 8, 1), y = utils.to_categorical(np.random.randint(0, 3, new[] { 40 }), 3);
        return model.fit(x, y, batch_size: 16, epochs: epochs, verbose: 0, callbacks: all, validation_data: (x[":16"], y[":16"]));
    }

    private static double[] Doubles(Summary.Types.Value value) =>
        [.. value.Tensor.TensorContent.ToByteArray().Chunk(8).Select(b => BitConverter.ToDouble(b))];

    private IEnumerable<Summary.Types.Value> Values(string run) =>
        Events(run).Where(e => e.Summary is not null).SelectMany(e => e.Summary.Value);

    private string Tags(string run) =>
        string.Join(" ", Events(run).Where(e => e.Summary is not null).SelectMany(e => e.Summary.Value.Select(v => $"{v.Tag}@{e.Step}")));

    private List<Event> Events(string run)
    {
        var events = new List<Event>();
        string path = Directory.EnumerateFiles(Path.Combine(_folder, run), "*tfevents*").Single();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new BinaryReader(file);
        while (file.Position < file.Length)
        {
            byte[] length = reader.ReadBytes(8);
            Assert.Equal(Masked(length), reader.ReadUInt32());
            byte[] data = reader.ReadBytes((int)BitConverter.ToUInt64(length));
            Assert.Equal(Masked(data), reader.ReadUInt32());
            events.Add(Event.Parser.ParseFrom(data));
        }
        return events;
    }

    private static uint Masked(ReadOnlySpan<byte> data) => Sum(data) is var s ? ((s >> 15) | (s << 17)) + 0xA282EAD8 : 0;

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            sum ^= b;
            for (int i = 0; i < 8; i++) { sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x82F63B78 : sum >> 1; }
        }
        return ~sum;
    }
}
