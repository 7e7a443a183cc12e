namespace DigitsNotebook;

/// <summary>What the command line asks for.</summary>
/// <param name="Train">Labelled digits; null: drawn by the program.</param>
/// <param name="Test">Digits without labels; null: drawn by the program, where it draws the labelled ones too.</param>
/// <param name="Header">Whether the first lines of the files hold names.</param>
/// <param name="Models">Names of the models to train.</param>
/// <param name="Epochs">Greatest number of epochs; null: that of <see cref="Pace"/>.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Out">Folder of the results.</param>
/// <param name="VggWeights">A file of VGG16's weights; null: Keras's cache or download.</param>
/// <param name="Full">Whether the notebook's own numbers of epochs, digits and trials are used.</param>
/// <param name="Fresh">Whether a run that was left in the folder is thrown away instead of gone on with.</param>
public sealed record Settings(string? Train, string? Test, bool Header, string[] Models, int? Epochs, int Seed, string Out,
    string? VggWeights, bool Full, bool Fresh = false);
