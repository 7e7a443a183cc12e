using System.Buffers;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Values of an image of a batch.</summary>
/// <param name="number">Its number in the batch.</param>
/// <param name="room">Where they may be put, if they lie nowhere yet.</param>
internal delegate ReadOnlySpan<float> PictureSource(int number, Span<float> room);

public sealed partial class ImageDataGenerator
{
    /// <summary>Values of a batch from which on its images are made on several threads.</summary>
    private const int Large = 1 << 14;

    private static readonly TransformParameters s_nothing = new();

    /// <summary>Whether it stands for Python's None: images stay as they are and nothing is drawn.</summary>
    internal bool DoesNothing { get; init; }

    /// <summary>Draws a transformation.</summary>
    /// <param name="img_shape">Shape of the image, rank 3.</param>
    /// <param name="seed">Seeds NumPy's generator first; null: it is not seeded.</param>
    public TransformParameters get_random_transform(Shape img_shape, int? seed = null)
    {
        if (seed is { } s) { Backend.Seeds.SeedNumPy(s); }
        using var random = new NumpyDraws();
        long[] shape = img_shape.ToArray();
        return Draw(random, PictureLayout.Of(shape, data_format));
    }

    /// <summary>Applies a transformation to one image and returns the new one.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="transform_parameters">What to do.</param>
    public NDArray apply_transform(NDArray x, TransformParameters transform_parameters) => OnOne(x, transform_parameters);

    /// <summary>Applies a random transformation to one image and returns the new one.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="seed">Seeds NumPy's generator first; null: it is not seeded.</param>
    public NDArray random_transform(NDArray x, int? seed = null) => OnOne(x, get_random_transform(new Shape([.. x.shape]), seed));

    /// <summary>A batch: each source image transformed, preprocessed and standardized.</summary>
    /// <param name="shape">Shape of an image.</param>
    /// <param name="layout">The same as strides.</param>
    /// <param name="transforms">One transformation per image.</param>
    /// <param name="source">The images' values.</param>
    /// <param name="heavy">Whether loading an image is expensive, so that several threads always pay off.</param>
    internal unsafe NDArray MakeBatch(long[] shape, PictureLayout layout, TransformParameters[] transforms,
        PictureSource source, bool heavy)
    {
        int count = transforms.Length;
        var x = new NDArray(NPTypeCode.Single, new NumSharp.Shape([count, .. shape]), false);
        float* memory = (float*)x.Unsafe.Address; // written in place: a batch of large pictures is not worth a second copy
        Span<float> GetTarget(int i) => new(memory + ((long)i * layout.Size), layout.Size);
        void MakeOne(int i)
        {
            // Loaded where it stays, unless its pixels move: of large arrays the garbage would cost more than the decoder.
            bool moves = heavy && AffineWarp.Of(transforms[i], layout.Rows, layout.Columns) is not null;
            float[]? room = moves ? ArrayPool<float>.Shared.Rent(layout.Size) : null;
            Transform(source(i, room is null ? GetTarget(i) : room.AsSpan(0, layout.Size)), GetTarget(i), layout, transforms[i]);
            if (room is not null) { ArrayPool<float>.Shared.Return(room); }
            if (preprocessing_function is null) { StandardizeValues(GetTarget(i), layout); }
        }
        if (heavy || x.size >= Large) { PictureThreads.Run(count, MakeOne); }
        else
        {
            for (int i = 0; i < count; i++) { MakeOne(i); }
        }
        // A user's function may not expect to be called from several threads.
        for (int i = 0; preprocessing_function is { } own && i < count; i++)
        {
            NDArray changed = own(np.array(GetTarget(i).ToArray()).reshape(new NumSharp.Shape(shape)));
            Guard.That(changed.size == layout.Size, $"`preprocessing_function` must keep the shape ({string.Join(", ", shape)}) of the "
                + $"picture. Received: ({string.Join(", ", changed.shape)}).", nameof(preprocessing_function));
            changed.astype(NPTypeCode.Single).ToArray<float>().CopyTo(GetTarget(i));
            StandardizeValues(GetTarget(i), layout);
        }
        return dtype == "float64" ? x.astype(NPTypeCode.Double) : x;
    }

    /// <summary>Changes an image about the middle of one of so many rows and columns.</summary>
    internal NDArray ApplyAbout(NDArray x, TransformParameters parameters, int rows, int columns) => OnOne(x, parameters, (rows, columns));

    private NDArray OnOne(NDArray x, TransformParameters parameters, (int Rows, int Columns)? about = null)
    {
        Guard.That(x.ndim == 3, "Input arrays must be multi-channel 2D images (rank 3). Received: shape "
            + $"({string.Join(", ", x.shape)}).", nameof(x));
        float[] source = x.astype(NPTypeCode.Single).ToArray<float>(), target = new float[source.Length];
        Transform(source, target, PictureLayout.Of([.. x.shape], data_format), parameters, about);
        return np.array(target).reshape(new NumSharp.Shape([.. x.shape]));
    }

    /// <summary>Draws in keras-preprocessing's order.</summary>
    internal TransformParameters Draw(in NumpyDraws random, PictureLayout layout)
    {
        if (DoesNothing) { return s_nothing; }
        double theta = rotation_range != 0 ? random.DrawUniform(-rotation_range, rotation_range) : 0;
        double tx = height_shift_range.IsZero ? 0 : height_shift_range.Draw(random, layout.Rows);
        double ty = width_shift_range.IsZero ? 0 : width_shift_range.Draw(random, layout.Columns);
        double shear = shear_range != 0 ? random.DrawUniform(-shear_range, shear_range) : 0;
        var (zx, zy) = zoom_range is { Low: 1, High: 1 }
            ? (1.0, 1.0)
            : (random.DrawUniform(zoom_range.Low, zoom_range.High), random.DrawUniform(zoom_range.Low, zoom_range.High));
        bool horizontal = random.DrawRandom() < 0.5 && horizontal_flip;
        bool vertical = random.DrawRandom() < 0.5 && vertical_flip;
        double? channels = channel_shift_range != 0 ? random.DrawUniform(-channel_shift_range, channel_shift_range) : null;
        double? brightness = brightness_range is { } b ? random.DrawUniform(b.Low, b.High) : null;
        return new TransformParameters(theta, tx, ty, shear, zx, zy, horizontal, vertical, channels, brightness);
    }

    /// <summary>Fills <paramref name="target"/> with the transformed <paramref name="source"/>.</summary>
    internal void Transform(ReadOnlySpan<float> source, Span<float> target, PictureLayout layout, TransformParameters p,
        (int Rows, int Columns)? about = null)
    {
        if (AffineWarp.Of(p, about?.Rows ?? layout.Rows, about?.Columns ?? layout.Columns) is { } warp)
        {
            warp.Apply(source, target, layout, _fill, (float)cval, interpolation_order);
        }
        else { source.CopyTo(target); }
        if (p.channel_shift_intensity is { } shift) { PictureOps.ShiftChannels(target, (float)shift); }
        if (p.flip_horizontal) { PictureOps.Flip(target, layout, horizontal: true); }
        if (p.flip_vertical) { PictureOps.Flip(target, layout, horizontal: false); }
        if (p.brightness is { } factor) { PictureOps.Brighten(target, layout, (float)factor); }
    }
}
