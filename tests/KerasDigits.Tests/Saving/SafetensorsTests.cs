using System.Text;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Weights in safetensors: our own names, PyTorch's by a map, damaged files.</summary>
public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential Net() => models.Sequential([layers.Conv2D(3, 2, input_shape: (5, 4, 2), name: "c"), layers.BatchNormalization(name: "b"), layers.Flatten(), layers.Dense(2, name: "d")]);

    [Fact]
    public void WeightsComeBackByTheirNames()
    {
        Sequential one = Net(), two = Net();
        string file = Path.Combine(_folder, "w.safetensors");
        one.save_weights(file);
        two.load_weights(file);
        Assert.All(one.get_weights().Zip(two.get_weights()), w => Assert.Equal(w.First.flatten().ToArray<float>(), w.Second.flatten().ToArray<float>()));
    }

    [Fact]
    public void PyTorchsKernelsAreTurned()
    {
        // A linear layer with weight (outputs, inputs) = [[1, 2, 3], [4, 5, 6]] and its bias.
        string file = Path.Combine(_folder, "torch.safetensors");
        Write(file, "{\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},\"fc.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}", [1, 2, 3, 4, 5, 6, 7, 8]);
        Sequential model = models.Sequential([layers.Dense(2, input_shape: 3, name: "d")]);
        model.load_weights(file, new Dictionary<string, string> { ["d/kernel"] = "fc.weight", ["d/bias"] = "fc.bias" });
        Assert.Equal([1, 4, 2, 5, 3, 6], model.get_weights()[0].flatten().ToArray<float>());
        Assert.Equal([7, 8], model.get_weights()[1].ToArray<float>());
        Assert.Contains("it holds no array for the weight d/kernel", Assert.Throws<ModelFileException>(() => model.load_weights(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedFilesEndInOneException()
    {
        string file = Path.Combine(_folder, "w.safetensors");
        Sequential model = Net();
        model.save_weights(file);
        byte[] sound = File.ReadAllBytes(file);
        for (int i = 0; i < 300; i++)
        {
            var random = new Random(i);
            byte[] bytes = [.. sound];
            for (int n = random.Next(1, 5); n > 0; n--) { bytes[random.Next(Math.Min(600, bytes.Length))] = (byte)random.Next(256); }
            if (i % 5 == 0) { bytes = bytes[..random.Next(bytes.Length)]; }
            File.WriteAllBytes(file, bytes);
            try { model.load_weights(file); }
            catch (ModelFileException) { }
        }
    }

    private static void Write(string file, string header, float[] values)
    {
        using FileStream stream = File.Create(file);
        stream.Write(BitConverter.GetBytes((ulong)header.Length));
        stream.Write(Encoding.ASCII.GetBytes(header));
        foreach (float v in values) { stream.Write(BitConverter.GetBytes(v)); }
    }
}
