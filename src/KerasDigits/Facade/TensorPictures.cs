using KerasDigits.Backend;
using KerasDigits.Preprocessing.Images;

namespace KerasDigits;

// Pictures of tensors: what a generator draws goes into array_to_img as it comes, without numpy().
public abstract partial class keras
{
    public static partial class utils
    {
        /// <summary>Makes an image of a tensor, a model's output for instance.</summary>
        /// <inheritdoc cref="ImageFiles.array_to_img"/>
        public static Image array_to_img(Tensor x, string? data_format = null, bool scale = true, string? dtype = null) =>
            ImageFiles.array_to_img(Arrays.ToArray(x), data_format, scale, dtype);
    }

    public static partial class preprocessing
    {
        public static partial class image
        {
            /// <inheritdoc cref="utils.array_to_img(Tensor, string?, bool, string?)"/>
            public static Image array_to_img(Tensor x, string? data_format = null, bool scale = true, string? dtype = null) =>
                utils.array_to_img(x, data_format, scale, dtype);
        }
    }
}
