using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Sums of products and matrix decompositions.</summary>
internal static class LinearAlgebraOps
{
    /// <summary>Einstein's sum of products, as numpy.einsum writes it.</summary>
    public static Tensor Einsum(string equation, params Tensor[] terms) => terms.Length > 1 && HalfTypes.AreWidened(terms[0])
        ? torch.einsum(equation, System.Array.ConvertAll(terms, HalfTypes.Widen)).to(terms[0].dtype)
        : torch.einsum(equation, terms);

    /// <summary>
    /// The symmetric ZCA whitening matrix U · diag(√n / (s + epsilon)) · Uᵀ of samples one after the other, s and U being singular values
    /// and vectors of their transpose.
    /// </summary>
    public static float[] ComputeZcaMatrix(float[] samples, int count, int size, double epsilon)
    {
        using var scope = Scopes.Step();
        // Keras-Preprocessing 1.1.2 works on the covariances, with the epsilon under the root; later Keras on the samples' singular values.
        if (!Compat.Is215)
        {
            Tensor flat = torch.tensor(samples).reshape(count, size);
            var (vectors, values, _) = torch.linalg.svd(flat.t().mm(flat) / count);
            return Arrays.ToValues<float>((vectors / (values + epsilon).sqrt()).mm(vectors.t()));
        }
        var (u, s, _) = torch.linalg.svd(torch.tensor(samples).reshape(count, size).t(), fullMatrices: false);
        Tensor matrix = (u * (Math.Sqrt(count) / (s + epsilon))).mm(u.t());
        return Arrays.ToValues<float>(matrix);
    }
}
