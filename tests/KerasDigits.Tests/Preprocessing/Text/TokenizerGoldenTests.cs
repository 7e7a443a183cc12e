using System.Text.Json;
using KerasDigits.Preprocessing;
using static KerasDigits.keras;
using static KerasDigits.Tests.Preprocessing.SequencePack;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Tokenizers and words against the pack; exact.</summary>
public sealed class TokenizerGoldenTests
{
    [Fact]
    public void Tokenizers_are_those_of_Keras() => Golden.Each(Named("tokenizer_"), c =>
    {
        Tokenizer t = preprocessing.text.Tokenizer(Option<int?>(c, "num_words", null), Option(c, "filters", TextFunctions.Filters),
            Option(c, "lower", true), Option(c, "split", " "), Option(c, "char_level", false), Option<string?>(c, "oov_token", null));
        t.fit_on_texts(Texts(c.GetProperty("texts")));
        Tokenizer read = preprocessing.text.tokenizer_from_json(c.GetProperty("json").GetString()!),
            again = preprocessing.text.tokenizer_from_json(t.to_json());
        string[] query = Texts(c.GetProperty("query"));
        var results = new List<string?>();
        foreach (Tokenizer each in (Tokenizer[])[t, read, again])
        {
            int[][] sequences = each.texts_to_sequences(query);
            results.Add(Same(c.GetProperty("word_index").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())),
                each.word_index.Select(p => (p.Key, p.Value))));
            results.Add(Same(c.GetProperty("word_counts").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())),
                each.word_counts.Select(p => (p.Key, p.Value))));
            results.Add(Same(c.GetProperty("word_docs").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())).Order(),
                each.word_docs.Select(p => (p.Key, p.Value)).Order()));
            results.Add(Same([c.GetProperty("document_count").GetInt32()], [each.document_count]));
            results.AddRange(c.GetProperty("sequences").Deserialize<int[][]>()!.Zip(sequences, (a, b) => Same(a, b)));
            results.Add(Same(Texts(c.GetProperty("back")), each.sequences_to_texts(sequences)));
            if (c.GetProperty("matrices").ValueKind != JsonValueKind.Object) { continue; }
            foreach (JsonProperty mode in c.GetProperty("matrices").EnumerateObject())
            {
                results.Add(Same(mode.Value, each.sequences_to_matrix(sequences, mode.Name), 1e-15));
            }
        }
        return results;
    });

    [Fact]
    public void A_tokenizer_is_written_as_Keras_writes_it() => Golden.Each(Named("tokenizer_"), c =>
    {
        string text = c.GetProperty("json").GetString()!;
        return [Same([text], [preprocessing.text.tokenizer_from_json(text).to_json()])];
    });

    [Fact]
    public void Words_and_hashes()
    {
        JsonElement words = One("words"), hashes = One("one_hot_md5");
        Assert.Equal(Texts(words.GetProperty("out")), preprocessing.text.text_to_word_sequence(words.GetProperty("text").GetString()!));
        Assert.Equal(hashes.GetProperty("out").Deserialize<int[]>()!,
            preprocessing.text.hashing_trick(hashes.GetProperty("text").GetString()!, hashes.GetProperty("n").GetInt32(), "md5"));
    }
}
