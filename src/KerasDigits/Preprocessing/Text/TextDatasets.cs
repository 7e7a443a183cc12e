using System.Text;
using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Preprocessing.Images;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>text_dataset_from_directory.</summary>
/// <remarks>Source: tf.keras 2.3.1, preprocessing/text_dataset.py.</remarks>
internal static class TextDatasets
{
    /// <summary>
    /// Batches of texts from a folder that holds one folder of .txt files per class. Prints "Found N files belonging to M classes.", and
    /// with a subset "Using N files for training.".
    /// </summary>
    /// <param name="directory">Folder that holds one folder of .txt files for each class.</param>
    /// <param name="labels">"inferred" from the folders, null for none, or one class number per file, in the order of their paths.</param>
    /// <param name="label_mode">"int", "categorical" or "binary"; null: no labels.</param>
    /// <param name="class_names">The folders' names in the order of the classes' numbers; null: sorted.</param>
    /// <param name="batch_size">Texts per batch, above 0.</param>
    /// <param name="max_length">Bytes of a file that are read, as UTF-8; null: all.</param>
    /// <param name="shuffle">Whether the files are shuffled; else they come in alphanumeric order.</param>
    /// <param name="seed">Seed of the shuffling, needed with a validation split; null: a drawn one.</param>
    /// <param name="validation_split">Part of the files, from the end, for validation; null: no split.</param>
    /// <param name="subset">"training" or "validation", needed with a validation split; null: all.</param>
    /// <param name="follow_links">Whether links to folders are followed.</param>
    /// <returns>A data set of texts, shape (batch,), for TextVectorization and models that begin with it, with class_names and
    /// file_paths.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ArgumentException">An argument is not one of its words, arguments do not fit together, or no file was
    /// found.</exception>
    [KerasExport("keras.preprocessing.text_dataset_from_directory", "keras.utils.text_dataset_from_directory")]
    public static Dataset text_dataset_from_directory(string directory, DatasetLabels? labels = null, string? label_mode = "int",
        string[]? class_names = null, int batch_size = 32, int? max_length = null, bool shuffle = true, int? seed = null,
        double? validation_split = null, string? subset = null, bool follow_links = false)
    {
        Guard.That(max_length is null or >= 0, $"`max_length` must not be negative. Received: max_length={max_length}.",
            nameof(max_length));
        LabelledFiles files = LabelledFiles.Find(directory, [".txt"], "text file", labels, label_mode, class_names, shuffle, seed,
            validation_split, subset, follow_links);
        return Dataset.FromSequence(new TextDataset(files, Guard.Positive(batch_size), max_length));
    }

    private sealed class TextDataset(LabelledFiles files, int batchSize, int? longest)
        : FolderDataset(files, files.Mode, batchSize, files.Seed)
    {
        private protected override NDArray Read(string[] paths) => Texts.Array(Array.ConvertAll(paths, ReadText));

        private string ReadText(string path)
        {
            byte[] bytes = OrdinaryFile.ReadBytes(path);
            return Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, longest ?? bytes.Length));
        }
    }
}
