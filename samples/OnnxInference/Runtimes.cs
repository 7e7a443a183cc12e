using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace OnnxInference;

/// <summary>One picture, as a row of an ML.NET pipeline: 28 x 28 values, row by row.</summary>
public sealed class Picture
{
    /// <summary>Values from 0 to 1.</summary>
    [VectorType(28, 28, 1)]
    public float[] Pixels { get; set; } = [];
}

/// <summary>What the pipeline says of a picture.</summary>
public sealed class Answer
{
    /// <summary>A probability for each digit.</summary>
    public float[] Scores { get; set; } = [];

    /// <summary>The likeliest digit.</summary>
    public int Digit { get; set; }
}

/// <summary>An exported net in two programs that know nothing of Keras.</summary>
public static class Runtimes
{
    /// <summary>ONNX Runtime: all pictures in one batch, since the batch axis is free.</summary>
    /// <param name="file">The .onnx file.</param>
    /// <param name="pictures">Pictures of 784 values.</param>
    public static float[][] OnnxRuntime(string file, float[][] pictures)
    {
        using var session = new InferenceSession(file);
        var input = new DenseTensor<float>(pictures.SelectMany(p => p).ToArray(), [pictures.Length, 28, 28, 1]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return [.. results[0].AsEnumerable<float>().Chunk(10)];
    }

    /// <summary>ML.NET: the net is one step of a pipeline, between the rows' column and one that takes the likeliest digit.</summary>
    /// <param name="file">The .onnx file.</param>
    /// <param name="pictures">Pictures of 784 values.</param>
    public static Answer[] MLNet(string file, float[][] pictures)
    {
        using var session = new InferenceSession(file);
        (string input, string output) = (session.InputNames[0], session.OutputNames[0]);
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(pictures.Select(p => new Picture { Pixels = p }));
        var pipeline = ml.Transforms.CopyColumns(input, nameof(Picture.Pixels))
            .Append(ml.Transforms.ApplyOnnxModel([output], [input], file, new Dictionary<string, int[]> { [input] = [1, 28, 28, 1] },
                gpuDeviceId: null, fallbackToCpu: false))
            .Append(ml.Transforms.CopyColumns(nameof(Answer.Scores), output))
            .Append(ml.Transforms.CustomMapping<Scored, Digits>((row, result) => result.Digit = Array.IndexOf(row.Scores, row.Scores.Max()),
                contractName: null));
        return [.. ml.Data.CreateEnumerable<Answer>(pipeline.Fit(rows).Transform(rows), reuseRowObject: false, ignoreMissingColumns: true)];
    }

    private sealed class Scored
    {
        public float[] Scores { get; set; } = [];
    }

    private sealed class Digits
    {
        public int Digit { get; set; }
    }
}
