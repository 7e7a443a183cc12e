namespace KerasDigits.Data;

/// <summary>Batches of images that lie in a folder, one folder inside of it for each class.</summary>
internal interface IPictureFolder
{
    /// <summary>The classes' names in the order of their numbers.</summary>
    IReadOnlyList<string> class_names { get; }

    /// <summary>The images' paths.</summary>
    IReadOnlyList<string> file_paths { get; }
}
