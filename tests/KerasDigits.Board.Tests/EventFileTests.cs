using System.Buffers.Binary;
using System.Text.Json;
using Board;
using KerasDigits.Callbacks;
using Microsoft.AspNetCore.Builder;

namespace KerasDigits.Board.Tests;

/// <summary>Event files: TensorFlow's own, those that this library writes, and what else comes in such files.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("events-").FullName;

    private static string Goldens => Path.Combine(AppContext.BaseDirectory, "Goldens", "tensorboard");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Files of tf.keras 2.15's callback.</summary>
    [Fact]
    public void TensorFlows_own_files_are_read()
    {
        FitData plain = new EventFit(Path.Combine(Goldens, "plain")).Read();
        Assert.Empty(plain.Warnings);
        Curve loss = plain.Curves.Single(c => (c.Tag, c.Run) == ("epoch_loss", "train"));
        Assert.Equal([0, 1], loss.X);
        Assert.Equal("epoch", loss.Axis);
        Assert.Equal([BitConverter.Int32BitsToSingle(0x3F97A5FA), BitConverter.Int32BitsToSingle(0x3F4AEFF0)],
            loss.Y.Select(y => (float)y!));
        Assert.Equal(["evaluation_loss_vs_iterations", "evaluation_accuracy_vs_iterations", "epoch_loss", "epoch_accuracy"],
            plain.Curves.Where(c => c.Run == "validation").Select(c => c.Tag));
        FitData batch = new EventFit(Path.Combine(Goldens, "batch")).Read();
        Assert.Contains(batch.Curves, c => c.Tag.StartsWith("batch_", StringComparison.Ordinal) && c.X.Length > 3 && c.Axis == "step");
    }

    [Fact]
    public void A_file_that_grows_is_read_on_and_a_later_file_counts()
    {
        string train = Path.Combine(_folder, "train");
        var fit = new EventFit(_folder);
        using (var writer = new SummaryWriter(train))
        {
            writer.scalar("epoch_loss", 2, 0);
            writer.flush();
            Assert.Equal([2], Loss());
            writer.scalar("epoch_loss", double.NaN, 1);
            writer.text("words", "no number", 1);
            writer.flush();
            Assert.Equal([2, null], Loss());
        }
        // A record that is half there is none yet.
        string file = Directory.GetFiles(train).Single();
        byte[] whole = File.ReadAllBytes(file), record = Record(Value("epoch_loss", 0.5f), 2);
        File.WriteAllBytes(file, [.. whole, .. record[..^5]]);
        Assert.Equal([2, null], Loss());
        File.WriteAllBytes(file, [.. whole, .. record]);
        Assert.Equal([2, null, 0.5], Loss());
        File.WriteAllBytes(Path.Combine(train, "events.out.tfevents.9999999999.later"), Record(Value("epoch_loss", 7), 1));
        Assert.Equal([2, 7, 0.5], Loss());

        double?[] Loss() => fit.Read().Curves.Single().Y;
    }

    [Fact]
    public void Damage_is_said_and_what_was_before_it_is_shown()
    {
        string file = Path.Combine(_folder, "events.out.tfevents.1.x");
        byte[] good = Record(Value("a", 1), 3), bad = Record(Value("a", 2), 4);
        bad[^7] ^= 1;
        File.WriteAllBytes(file, [.. good, .. bad, .. good]);
        FitData data = new EventFit(_folder).Read();
        Assert.Equal([3], data.Curves.Single().X);
        Assert.Equal($"{file} is damaged at byte {good.Length}: what follows there is not shown.", data.Warnings.Single());
        File.WriteAllBytes(file, [.. "this is no event file, whatever its name says"u8]);
        Assert.Contains("damaged at byte 0", new EventFit(_folder).Read().Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fits_stand_alone_and_side_by_side()
    {
        for (int i = 0; i < 10; i++) { Write($"run{i}", 20, i); }
        Write("long", 5000, 1);
        File.WriteAllText(Path.Combine(_folder, "log.csv"), "epoch,epoch_loss\n0,1\n");
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "log.csv"), DateTime.UtcNow.AddHours(-1));
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        async Task<JsonElement> Json(string path) =>
            JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
        JsonElement[] sources = [.. (await Json("api/list")).GetProperty("sources").EnumerateArray()];
        Assert.Equal(["all", "log.csv", "long", .. Enumerable.Range(0, 10).Select(i => $"run{i}")],
            sources.Select(s => s.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        int Id(string name) => sources.Single(s => s.GetProperty("name").GetString() == name).GetProperty("id").GetInt32();
        JsonElement one = (await Json($"api/fit/{Id("run3")}")).GetProperty("plots")[0];
        Assert.Equal("epoch_loss", one.GetProperty("name").GetString());
        Assert.Equal(["train", "validation"], one.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("run").GetString()));
        // More points than a line has room for are thinned out; the first and the last stay.
        JsonElement x = (await Json($"api/fit/{Id("long")}")).GetProperty("plots")[0].GetProperty("lines")[0].GetProperty("x");
        Assert.Equal((1000, 0, 4999), (x.GetArrayLength(), x[0].GetDouble(), x[999].GetDouble()));
        JsonElement all = await Json($"api/fit/{Id("all")}");
        Assert.Equal(12, all.GetProperty("fits").GetArrayLength());
        Assert.Equal(8, all.GetProperty("fits").EnumerateArray().Count(f => f.GetProperty("shown").GetBoolean()));
        Assert.DoesNotContain(all.GetProperty("fits").EnumerateArray(), f => f.GetProperty("name").GetString() == "log.csv"
            && f.GetProperty("shown").GetBoolean());
        JsonElement two = await Json($"api/fit/{Id("all")}?chosen=true&fits={Id("run1")}&fits={Id("log.csv")}");
        Assert.Equal([Id("run1"), Id("log.csv")], two.GetProperty("plots")[0].GetProperty("lines").EnumerateArray()
            .Select(l => l.GetProperty("fit").GetInt32()).Distinct().OrderByDescending(i => i == Id("run1")));
        Assert.Equal(0, (await Json($"api/fit/{Id("all")}?chosen=true")).GetProperty("plots").GetArrayLength());
    }

    private void Write(string run, int epochs, double more)
    {
        using SummaryWriter train = new(Path.Combine(_folder, run, "train")), validation = new(Path.Combine(_folder, run, "validation"));
        for (int e = 0; e < epochs; e++)
        {
            train.scalar("epoch_loss", more + (1.0 / (e + 1)), e);
            validation.scalar("epoch_loss", more + (1.5 / (e + 1)), e);
        }
    }

    /// <summary>A value as TensorFlow 1 wrote it: a plain number.</summary>
    private static byte[] Value(string tag, float value)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(number, value);
        byte[] inner = [10, (byte)tag.Length, .. System.Text.Encoding.UTF8.GetBytes(tag), 21, .. number];
        return [10, (byte)inner.Length, .. inner];
    }

    private static byte[] Record(byte[] summary, byte step)
    {
        byte[] data = [9, 0, 0, 0, 0, 0, 0, 0, 0, 16, step, 42, (byte)summary.Length, .. summary], length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        return [.. length, .. Sum(length), .. data, .. Sum(data)];
    }

    private static byte[] Sum(byte[] data)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            sum ^= b;
            for (int i = 0; i < 8; i++) { sum = (sum >> 1) ^ (0x82F63B78 & (uint)-(int)(sum & 1)); }
        }
        sum = ~sum;
        byte[] masked = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, unchecked(((sum >> 15) | (sum << 17)) + 0xA282EAD8));
        return masked;
    }
}
