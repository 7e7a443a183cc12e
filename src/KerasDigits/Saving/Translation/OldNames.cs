namespace KerasDigits.Saving;

/// <summary>Names of classes that are gone or were renamed, with the class that is meant.</summary>
/// <remarks>Source: keras 1.2.2 and 2.x, legacy/layers.py; tf.keras 1.13 and 2.15, layers/serialization.py; keras 3,
/// */__init__.py.</remarks>
internal static class OldNames
{
    private static readonly Dictionary<string, string> s_classes = new()
    {
        ["Convolution1D"] = "Conv1D", ["Convolution2D"] = "Conv2D", ["Convolution3D"] = "Conv3D", ["AtrousConvolution1D"] = "Conv1D",
        ["AtrousConvolution2D"] = "Conv2D",
        ["AtrousConv1D"] = "Conv1D", ["AtrousConv2D"] = "Conv2D",
        ["SeparableConvolution1D"] = "SeparableConv1D", ["SeparableConvolution2D"] = "SeparableConv2D",
        ["Deconvolution2D"] = "Conv2DTranspose", ["Deconvolution3D"] = "Conv3DTranspose",
        ["Convolution2DTranspose"] = "Conv2DTranspose", ["Convolution3DTranspose"] = "Conv3DTranspose",
        ["Convolution1DTranspose"] = "Conv1DTranspose",
        ["DepthwiseConvolution1D"] = "DepthwiseConv1D", ["DepthwiseConvolution2D"] = "DepthwiseConv2D",
        ["CuDNNLSTM"] = "LSTM", ["CuDNNGRU"] = "GRU", ["UnifiedLSTM"] = "LSTM", ["UnifiedGRU"] = "GRU", ["LSTMV1"] = "LSTM",
        ["LSTMV2"] = "LSTM", ["GRUV1"] = "GRU", ["GRUV2"] = "GRU",
        ["LSTMCellV1"] = "LSTMCell", ["LSTMCellV2"] = "LSTMCell", ["GRUCellV1"] = "GRUCell", ["GRUCellV2"] = "GRUCell",
        ["BatchNormalizationV1"] = "BatchNormalization", ["BatchNormalizationV2"] = "BatchNormalization",
        ["BatchNormalizationBase"] = "BatchNormalization",
        ["DenseFeaturesV1"] = "DenseFeatures", ["DenseFeaturesV2"] = "DenseFeatures",
        ["TimeDistributedDense"] = "Dense",
        ["GlobalAvgPool1D"] = "GlobalAveragePooling1D", ["GlobalAvgPool2D"] = "GlobalAveragePooling2D",
        ["GlobalAvgPool3D"] = "GlobalAveragePooling3D",
        ["GlobalMaxPool1D"] = "GlobalMaxPooling1D", ["GlobalMaxPool2D"] = "GlobalMaxPooling2D", ["GlobalMaxPool3D"] = "GlobalMaxPooling3D",
        ["AvgPool1D"] = "AveragePooling1D", ["AvgPool2D"] = "AveragePooling2D", ["AvgPool3D"] = "AveragePooling3D",
        ["MaxPool1D"] = "MaxPooling1D", ["MaxPool2D"] = "MaxPooling2D", ["MaxPool3D"] = "MaxPooling3D",
        ["CenterCropV1"] = "CenterCrop", ["GroupedQueryAttention"] = "GroupQueryAttention",
        ["add"] = "Add", ["subtract"] = "Subtract", ["multiply"] = "Multiply", ["average"] = "Average", ["maximum"] = "Maximum",
        ["minimum"] = "Minimum", ["concatenate"] = "Concatenate", ["dot"] = "Dot",
        ["OrthogonalInitializer"] = "Orthogonal", ["IdentityInitializer"] = "Identity", ["ZerosInitializer"] = "Zeros",
        ["OnesInitializer"] = "Ones", ["ConstantInitializer"] = "Constant",
        ["orthogonal_initializer"] = "orthogonal", ["identity_initializer"] = "identity",
        ["L1L2Regularizer"] = "L1L2", ["WeightRegularizer"] = "L1L2", ["ActivityRegularizer"] = "L1L2",
        ["MaxNormConstraint"] = "MaxNorm",
    };

    /// <summary>tf.keras gives an initializer of its second version this ending too; null: the name is none.</summary>
    private static string? StripVersion(string name) => name.EndsWith("V2", StringComparison.Ordinal)
        && Registry.FindClass(name[..^2], typeof(Initializers.Initializer)) is not null ? name[..^2] : null;

    /// <summary>Renamed modules below which Keras kept a class: what follows the last '>' or '.' is its name.</summary>
    public static string FindToday(string name)
    {
        foreach (string package in (string[])["Custom>", "keras>", "Keras>"])
        {
            if (name.StartsWith(package, StringComparison.Ordinal)) { name = name[package.Length..]; }
        }
        return s_classes.GetValueOrDefault(name) ?? StripVersion(name) ?? name;
    }
}
