using KerasDigits.Callbacks;
using NumSharp;

namespace KerasDigits;

public abstract partial class tf
{
    /// <summary>What a program writes for TensorBoard itself.</summary>
    public static class summary
    {
        /// <summary>A writer into a folder: <c>using (writer.as_default()) { tf.summary.scalar("loss", loss, step); }</c>.</summary>
        /// <param name="logdir">Folder of the event files; made if missing.</param>
        public static SummaryWriter create_file_writer(string logdir) => new(logdir);

        /// <inheritdoc cref="SummaryWriter.scalar"/>
        public static bool scalar(string name, double data, long step) => To(w => w.scalar(name, data, step));

        /// <inheritdoc cref="SummaryWriter.histogram"/>
        public static bool histogram(string name, NDArray data, long step) => To(w => w.histogram(name, data, step));

        /// <inheritdoc cref="SummaryWriter.image"/>
        public static bool image(string name, NDArray data, long step, int max_outputs = 3) =>
            To(w => w.image(name, data, step, max_outputs));

        /// <inheritdoc cref="SummaryWriter.text"/>
        public static bool text(string name, string data, long step) => To(w => w.text(name, data, step));

        /// <summary>Whether there was a writer, as TensorFlow says it: without one nothing is written.</summary>
        private static bool To(Action<SummaryWriter> write)
        {
            if (SummaryWriter.Default is not { } writer) { return false; }
            write(writer);
            return true;
        }
    }
}
