namespace KerasDigits.Models;

/// <summary>keras.utils.plot_model and model_to_dot.</summary>
/// <remarks>Source: tf.keras 2.3.1 and 2.15, utils/vis_utils.py; layer_range, show_layer_activations and show_trainable are those of later
/// versions.</remarks>
internal static class ModelPictures
{
    /// <summary>Draws a model into a file: a box for each layer, an arrow for each call.</summary>
    /// <param name="model">The model; one that defines its own call is a single box.</param>
    /// <param name="to_file">The file, by whose ending the format is chosen: .svg, .dot, and with the package KerasDigits.Images .png,
    /// .jpg, .webp, .pdf. Its folder must exist.</param>
    /// <param name="show_shapes">Whether boxes say the shapes of inputs and outputs.</param>
    /// <param name="show_dtype">Whether they say the dtype.</param>
    /// <param name="show_layer_names">Whether they say the layers' names beside their classes.</param>
    /// <param name="rankdir">"TB": downwards; "LR": to the right; "BT" and "RL" the other way.</param>
    /// <param name="expand_nested">Whether models among the layers are drawn layer by layer, in a frame.</param>
    /// <param name="dpi">Dots per inch, above 0.</param>
    /// <param name="layer_range">The names of the first and the last layer to draw, or patterns of them; null: all.</param>
    /// <param name="show_layer_activations">Whether boxes say the layers' activations.</param>
    /// <param name="show_trainable">Whether they say T for layers that are trained, else NT.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="ArgumentException">The format or rankdir is unknown, or the layers of the range are not part of their
    /// own.</exception>
    [KerasExport("keras.utils.plot_model")]
    public static string plot_model(Model model, string to_file = "model.png", bool show_shapes = false, bool show_dtype = false,
        bool show_layer_names = true, string rankdir = "TB", bool expand_nested = false,
        int dpi = 96, string[]? layer_range = null, bool show_layer_activations = false, bool show_trainable = false)
    {
        ArgumentNullException.ThrowIfNull(to_file);
        DotGraph dot = model_to_dot(model, show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi, false, layer_range,
            show_layer_activations, show_trainable);
        dot.write(to_file, Path.HasExtension(to_file) ? null : "png");
        return Path.GetFullPath(to_file);
    }

    /// <summary>A model as a graph in Graphviz's language, which draws itself too.</summary>
    /// <param name="model">The model; one that defines its own call is a single box.</param>
    /// <param name="show_shapes">Whether boxes say the shapes of inputs and outputs.</param>
    /// <param name="show_dtype">Whether they say the dtype.</param>
    /// <param name="show_layer_names">Whether they say the layers' names beside their classes.</param>
    /// <param name="rankdir">"TB": downwards; "LR": to the right; "BT" and "RL" the other way.</param>
    /// <param name="expand_nested">Whether models among the layers are drawn layer by layer, in a frame.</param>
    /// <param name="dpi">Dots per inch, above 0.</param>
    /// <param name="subgraph">Whether the graph is a frame for use in another one.</param>
    /// <param name="layer_range">Names of the first and last layer to draw, as for <see cref="plot_model"/>; null: all layers.</param>
    /// <param name="show_layer_activations">Whether boxes say the layers' activations.</param>
    /// <param name="show_trainable">Whether they say T for layers that are trained, else NT.</param>
    /// <exception cref="ArgumentNullException">model is null.</exception>
    /// <exception cref="ArgumentException">rankdir is not "TB", "LR", "BT" or "RL".</exception>
    /// <exception cref="ArgumentOutOfRangeException">dpi is not above 0.</exception>
    [KerasExport("keras.utils.model_to_dot")]
    public static DotGraph model_to_dot(Model model, bool show_shapes = false, bool show_dtype = false, bool show_layer_names = true,
        string rankdir = "TB", bool expand_nested = false, int dpi = 96, bool subgraph = false,
        string[]? layer_range = null, bool show_layer_activations = false, bool show_trainable = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        Guard.OneOf(rankdir, ["TB", "LR", "BT", "RL"]);
        Guard.Positive(dpi);
        return new ModelDot(show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi, show_layer_activations,
            show_trainable).Of(model, subgraph, layer_range);
    }
}
