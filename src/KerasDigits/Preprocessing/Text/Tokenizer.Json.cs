using System.Globalization;
using KerasDigits.Saving;

namespace KerasDigits.Preprocessing;

public partial class Tokenizer
{
    /// <summary>Arguments and everything learned; dictionaries as JSON strings, as Keras writes them.</summary>
    public Config get_config() => new()
    {
        ["num_words"] = num_words is { } n ? (long)n : null,
        ["filters"] = filters,
        ["lower"] = lower,
        ["split"] = split,
        ["char_level"] = char_level,
        ["oov_token"] = oov_token,
        ["document_count"] = (long)document_count,
        ["word_counts"] = WriteTable(word_counts),
        ["word_docs"] = WriteTable(word_docs),
        ["index_docs"] = WriteTable(index_docs),
        ["index_word"] =
            ConfigJson.Write(
                new Config(index_word.Select(p => KeyValuePair.Create(p.Key.ToString(CultureInfo.InvariantCulture), (object?)p.Value)))),
        ["word_index"] = WriteTable(word_index),
    };

    /// <summary>The tokenizer as JSON, for <see cref="tokenizer_from_json"/> and Python's function of that name.</summary>
    public string to_json() => ConfigJson.Write(new Config { ["class_name"] = "Tokenizer", ["config"] = get_config() });

    /// <summary>A tokenizer from to_json's text, ours or Keras's.</summary>
    /// <param name="json_string">JSON as to_json writes it.</param>
    /// <exception cref="ModelFileException">The text is not a tokenizer's.</exception>
    [KerasExport("keras.preprocessing.text.tokenizer_from_json")]
    public static Tokenizer tokenizer_from_json(string json_string)
    {
        const string file = "JSON of a tokenizer";
        Config config = ConfigJson.Parse(json_string, file, "").Get("config") as Config
            ?? throw new ModelFileException(file, "", "it holds no `config`.");
        Config MakeTable(string key) => config.Get(key) is string text
            ? ConfigJson.Parse(text, file, key)
            : throw new ModelFileException(file, key, "the dictionary is missing.");
        try
        {
            var made = new Tokenizer(config.Get("num_words") is { } n ? ReadWhole(n) : null,
                config.Get("filters") as string ?? TextFunctions.Filters, config.Get("lower") is not false,
                config.Get("split") as string ?? " ", config.Get("char_level") is true,
                config.Get("oov_token") as string) { document_count = ReadWhole(config.Get("document_count")) };
            foreach (var (word, count) in MakeTable("word_counts")) { made.word_counts[word] = ReadWhole(count); }
            foreach (var (word, count) in MakeTable("word_docs")) { made.word_docs[word] = ReadWhole(count); }
            foreach (var (number, count) in MakeTable("index_docs"))
            {
                made.index_docs[int.Parse(number, CultureInfo.InvariantCulture)] = ReadWhole(count);
            }
            foreach (var (number, word) in MakeTable("index_word"))
            {
                made.index_word[int.Parse(number, CultureInfo.InvariantCulture)] = (string)word!;
            }
            foreach (var (word, number) in MakeTable("word_index")) { made.word_index[word] = ReadWhole(number); }
            return made;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new ModelFileException(file, "config", $"a value has the wrong type ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static int ReadWhole(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static string WriteTable<TKey>(IEnumerable<KeyValuePair<TKey, int>> table) =>
        ConfigJson.Write(
            new Config(
                table.Select(p => KeyValuePair.Create(Convert.ToString(p.Key, CultureInfo.InvariantCulture)!, (object?)(long)p.Value))));
}
