using System.Globalization;

namespace KerasDigits.Backend;

/// <summary>The range of integers to which inputs are rounded.</summary>
/// <param name="Least">The least integer.</param>
/// <param name="Most">The largest one, which the largest size of an input becomes.</param>
/// <param name="Epsilon">What keeps inputs of zeros from dividing by zero.</param>
internal sealed record InputRange(double Least, double Most, double Epsilon)
{
    /// <summary>Keras's AbsMaxQuantizer() of eight bits.</summary>
    public static InputRange Default { get; } = new(-127, 127, 1e-7);
}

/// <summary>How a dtype policy keeps kernels in few bits: what stands before "_from_" in its name.</summary>
/// <remarks>"int8", "float8", "int4" (up to Keras 3.13), "int4/-1", "int4/128", "gptq/4/128", "awq/4/128".
/// Source: keras 3.15, dtype_policies/dtype_policy.py and quantizers/quantization_config.py.</remarks>
internal sealed class Quantization
{
    /// <summary>What stands between the words and the policy that they change.</summary>
    private const string Between = "_from_";

    /// <summary>Keras's number of remembered sizes in float8.</summary>
    public const int UsualHistory = 1024;

    private Quantization(string words)
    {
        Words = words;
        string[] parts = words.Split('/');
        int[] numbers = [.. parts[1..].Select(p =>
            int.TryParse(p, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) ? n : 0)];
        Mode = parts[0];
        (Bits, Block) = (Mode, numbers) switch
        {
            ("int8" or "float8", []) => (8, -1),
            ("int4", []) => (4, -1),
            ("int4", [-1 or > 0]) => (4, numbers[0]),
            ("gptq", [2 or 3 or 4 or 8, -1 or > 0]) => (numbers[0], numbers[1]),
            ("awq", [4, -1 or > 0]) => (numbers[0], numbers[1]),
            _ => throw new ArgumentException("A policy that quantizes must begin with int8, int4, int4/BLOCK, float8, gptq/BITS/BLOCK or "
                + $"awq/4/BLOCK, where a block of -1 is the whole axis. Received: \"{words}\"."),
        };
    }

    /// <summary>From the name of a policy; null: it does not quantize.</summary>
    /// <exception cref="ArgumentException">The name has no form that Keras knows.</exception>
    public static Quantization? Of(string name) => Split(name) is { Words.Length: > 0 } parts ? new Quantization(parts.Words) : null;

    /// <summary>What stands before "_from_" in a policy's name, and after it; null: it is not there.</summary>
    public static (string Words, string Source)? Split(string name) =>
        name.IndexOf(Between, StringComparison.Ordinal) is >= 0 and int at ? (name[..at], name[(at + Between.Length)..]) : null;

    /// <summary>The name of which <see cref="Split"/> gives the parts.</summary>
    public static string Join(string words, string source) => words + Between + source;

    /// <summary>The words: "int4/128".</summary>
    public string Words { get; }

    /// <summary>The first word: "int4".</summary>
    public string Mode { get; }

    /// <summary>Bits of a weight.</summary>
    public int Bits { get; }

    /// <summary>How many inputs share a scale; -1: all.</summary>
    public int Block { get; }

    /// <summary>How many blocks so many inputs make.</summary>
    public long CountBlocks(long inputs) => (inputs + Block - 1) / Block;

    /// <summary>Whether two neighbours along the inputs' axis share a byte: int4 up to Keras 3.13. Later they are neighbours of the
    /// outputs' axis.</summary>
    public bool PacksInputs => Words == "int4";

    /// <summary>Number of remembered sizes in float8.</summary>
    public int History { get; init; } = UsualHistory;

    /// <summary>Whether the layer says by itself what its inputs become.</summary>
    public bool SaysInputs { get; init; }

    /// <summary>What the layer says: null: its inputs stay as they are.</summary>
    public InputRange? SaidInputs { get; init; }

    /// <summary>What a Dense's inputs become.</summary>
    public InputRange? Inputs => SaysInputs ? SaidInputs : Mode == "int8" || PacksInputs ? InputRange.Default : null;

    /// <summary>What the inputs of an embedding's reverse projection become.</summary>
    public InputRange? InputsBack => SaysInputs ? SaidInputs : InputRange.Default;

    /// <summary>With what a file says beside the name.</summary>
    /// <param name="config">The policy's configuration: amax_history_length, quantization_config.</param>
    /// <exception cref="NotSupportedException">A quantizer is of a class that is not known.</exception>
    public Quantization With(Config config)
    {
        long history = config.Get("amax_history_length") as long? ?? UsualHistory;
        Guard.That(history is > 0 and <= 1 << 20, $"`amax_history_length` must be a positive integer. Received: {history}.");
        if (config.Get("quantization_config") is not Config said) { return new(Words) { History = (int)history }; }
        if (said.Get("class_name") is not ("Int8QuantizationConfig" or "Int4QuantizationConfig"))
        {
            return said.Get("class_name") is "Float8QuantizationConfig" or "GPTQConfig" or "AWQConfig"
                ? new(Words) { History = (int)history }
                : throw new NotSupportedException($"its quantization_config is of class {said.Get("class_name")}, which is not known "
                    + "here.");
        }
        object? quantizer = (said.Get("config") as Config)?.Get("activation_quantizer");
        return new(Words) { History = (int)history, SaysInputs = true, SaidInputs = quantizer is null ? null : ReadRange(quantizer) };
    }

    private static InputRange ReadRange(object quantizer)
    {
        if (quantizer is not Config made || made.Get("class_name") is not "AbsMaxQuantizer" || made.Get("config") is not Config config)
        {
            throw new NotSupportedException($"its inputs are quantized by {(quantizer as Config)?.Get("class_name") ?? quantizer}, where "
                + "only AbsMaxQuantizer is known here.");
        }
        double Number(object? value, double usual) => value switch { long n => n, double d => d, _ => usual };
        var range = config.Get("value_range") as List<object?> ?? [-127L, 127L];
        double least = Number(range.FirstOrDefault(), -127), most = Number(range.LastOrDefault(), 127);
        Guard.That(range.Count == 2 && least < most && most > 0 && least >= -128 && most <= 127,
            $"`value_range` must be two whole numbers from -128 to 127. Received: ({string.Join(", ", range)}).");
        return new(least, most, Number(config.Get("epsilon"), InputRange.Default.Epsilon));
    }

    /// <summary>What the policy's name does not say, as a file holds it; null: the name says all.</summary>
    /// <param name="source">Name of the policy that this one changes.</param>
    public Config? ToConfig(string source)
    {
        // What an int4 of 3.14 and later leaves out is one thing to a Dense and another to an embedding's way back.
        bool said = SaysInputs && (SaidInputs != InputRange.Default || (Mode == "int4" && !PacksInputs));
        if (!said && History == UsualHistory) { return null; }
        var config = new Config { ["mode"] = Words, ["source_name"] = source };
        if (Mode == "float8") { config["amax_history_length"] = (long)History; }
        if (said) { config["quantization_config"] = SayConfig(); }
        return new Config
        {
            ["class_name"] = Mode == "float8" ? "QuantizedFloat8DTypePolicy" : "QuantizedDTypePolicy", ["config"] = config,
        };
    }

    private Config SayConfig()
    {
        static Config MakeConfig(string name, Config config) =>
            new() { ["module"] = "keras.quantizers", ["class_name"] = name, ["config"] = config, ["registered_name"] = null };
        var config = new Config
        {
            ["weight_quantizer"] = null,
            ["activation_quantizer"] = SaidInputs is not { } range ? null
                : MakeConfig("AbsMaxQuantizer", new Config { ["value_range"] = new List<object?> { (long)range.Least, (long)range.Most },
                    ["epsilon"] = range.Epsilon, ["output_dtype"] = "int8" }),
        };
        if (Mode == "int4" && !PacksInputs) { config["block_size"] = Block == -1 ? null : (long)Block; }
        return MakeConfig(Mode == "int8" ? "Int8QuantizationConfig" : "Int4QuantizationConfig", config);
    }
}
