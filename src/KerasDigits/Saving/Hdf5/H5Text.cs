namespace KerasDigits.Saving.Hdf5;

/// <summary>
/// A string attribute as h5py writes Python's str: UTF-8 by its type. (Plain strings are written as it writes bytes: by an ASCII type,
/// which old loaders give back as bytes.)
/// </summary>
/// <param name="Text">The text of the attribute.</param>
internal sealed record H5Text(string Text);
