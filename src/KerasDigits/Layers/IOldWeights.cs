namespace KerasDigits.Layers;

/// <summary>A layer whose weights stand otherwise in some old files than it holds them today.</summary>
/// <remarks>Source: tf.keras 2.3.1, saving/hdf5_format.py (preprocess_weights_for_loading).</remarks>
internal interface IOldWeights
{
    /// <summary>Number of arrays in which Keras 1 may hold the weights instead of today's number; 0: it holds as many.</summary>
    int ArraysInKeras1 { get; }

    /// <summary>The arrays in today's form and order.</summary>
    /// <param name="stored">The arrays of the file, as many as today or <see cref="ArraysInKeras1"/>.</param>
    /// <param name="origin">What wrote the file.</param>
    Tensor[] FromOld(Tensor[] stored, WeightOrigin origin);
}

/// <summary>What wrote a file of weights.</summary>
/// <param name="Keras1">Whether it was Keras 1.</param>
/// <param name="Theano">Whether it ran on Theano, whose convolutions turn their kernels around.</param>
internal readonly record struct WeightOrigin(bool Keras1, bool Theano)
{
    /// <summary>A convolution's kernel, turned around if it needs be: every axis but the last two.</summary>
    public Tensor FindKernel(Tensor kernel) => Theano
        ? kernel.flip([.. Enumerable.Range(0, (int)kernel.dim() - 2).Select(i => (long)i)])
        : kernel;
}
