using System.Globalization;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>A file format as CONTRIBUTING describes one: weights as text, a line each, closed by a sum that a damage changes.</summary>
public static class LineFormat
{
    public static void Save(Model model, string path)
    {
        string text = string.Concat(model.get_weights()
            .Select(w => string.Join(' ', w.flatten().ToArray<float>().Select(x => x.ToString("R", CultureInfo.InvariantCulture))) + "\n"));
        AtomicFile.WriteText(path, text + Sum(text));
    }

    public static Model Load(string path, Model model)
    {
        string text = File.ReadAllText(path);
        int end = text.LastIndexOf('\n') + 1;
        if (end == 0 || Sum(text[..end]) != text[end..])
        {
            throw new ModelFileException(path, "", "its sum is not that of its lines: the file is damaged.");
        }
        string[] lines = text[..end].Split('\n');
        NDArray[] weights = model.get_weights();
        if (lines.Length - 1 != weights.Length)
        {
            throw new ModelFileException(path, "", $"it holds {lines.Length - 1} weights, the model has {weights.Length}.");
        }
        model.set_weights(
            [.. weights.Select((w, i) => np.array(Array.ConvertAll(lines[i].Split(' '), x => float.Parse(x, CultureInfo.InvariantCulture)))
                .reshape(Sizes(w)))]);
        return model;
    }

    internal static int[] Sizes(NDArray array) => Array.ConvertAll(array.shape, d => (int)d);

    private static string Sum(string text) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

/// <summary>Forgets the first weight, leaves a second file, and trusts what it reads.</summary>
public static class FaultyFormat
{
    public static void Save(Model model, string path)
    {
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "notes.txt"), [1]);
        File.WriteAllText(path, string.Join('\n', model.get_weights()[1..].Select(w => string.Join(' ', w.flatten().ToArray<float>()))));
    }

    public static Model Load(string path, Model model)
    {
        string[] lines = File.ReadAllText(path).Split('\n');
        NDArray[] weights = model.get_weights();
        for (int i = 0; i < lines.Length; i++)
        {
            weights[i + 1] = np.array(Array.ConvertAll(lines[i].Split(' '), float.Parse)).reshape(LineFormat.Sizes(weights[i + 1]));
        }
        model.set_weights(weights);
        return model;
    }
}
