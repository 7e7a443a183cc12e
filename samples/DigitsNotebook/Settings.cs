namespace DigitsNotebook;

/// <summary>What the command line asks for.</summary>
/// <param name="Train">Labelled digits; null: drawn by the program.</param>
/// <param name="Test">Digits without labels; null: drawn by the program.</param>
/// <param name="Models">Names of the models to train.</param>
/// <param name="Epochs">Greatest number of epochs; null: the default of each model.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Out">Folder of the results.</param>
/// <param name="Vgg">"imagenet", "random", or a file of weights for the transfer net.</param>
/// <param name="Full">Whether the notebook's own numbers of epochs are used.</param>
public sealed record Settings(string? Train, string? Test, string[] Models, int? Epochs, int Seed, string Out, string Vgg, bool Full);
