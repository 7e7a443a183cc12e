using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Facade;

/// <summary>Lists and elements where Python's scripts write them.</summary>
public class ListFormTests
{
    [Fact]
    public void Classes_in_a_list_become_rows()
    {
        Assert.Equal([1f, 0, 0, 0, 0, 1], utils.to_categorical([0, 2], 3).flatten().ToArray<float>());
        Assert.Equal([0f, 1], utils.np_utils.to_categorical([1]).flatten().ToArray<float>());
        Assert.Equal([2L, 3], utils.to_categorical(np.array(new[] { 0, 2 })).shape);
    }

    // TensorFlow's documentation of tf.repeat: repeat([1, 2], [2, 3]), and rows by axis 0.
    [Fact]
    public void Repeat_takes_a_number_for_each_value()
    {
        var x = tf.constant([[1.0, 2.0], [3.0, 4.0]]);
        Assert.Equal([1f, 2, 1, 2, 3, 4], tf.repeat(x, [2, 1], axis: 0).flatten().data<float>().ToArray());
        Assert.Equal([1f, 1, 2, 2, 3, 3, 4, 4], tf.repeat(x, [2]).data<float>().ToArray());
        Assert.Equal([1f, 2, 2, 4, 4, 4], tf.repeat(x, [1, 2, 0, 3]).data<float>().ToArray());
        Assert.Contains("3 numbers", Assert.Throws<ArgumentException>(() => tf.repeat(x, [1, 2, 3], axis: 0)).Message);
    }

    [Fact]
    public void An_element_of_one_number_is_a_number_by_a_cast()
    {
        Assert.Equal([0, 1, 2], tf.data.Dataset.range(3).Select(e => (int)e));
        Assert.Equal([0.5, 1.5], tf.data.Dataset.from_tensor_slices(new[] { 0.5, 1.5 }).Select(e => (double)e));
        Assert.Equal((2L, 2f), tf.data.Dataset.range(2, 3).Select(e => ((long)e, (float)e)).Single());
    }

    [Fact]
    public void Functions_of_nested_elements_are_told_to_name_their_type()
    {
        var ds = tf.data.Dataset.from_tensor_slices((new Dictionary<string, NDArray> { ["a"] = np.arange(3) }, np.arange(3)));
        Assert.Contains("(Element x, Element y) => …",
            Assert.Throws<InvalidOperationException>(() => ds.map((x, y) => x["a"]).First()).Message);
        Assert.Equal([0, 1, 2], ds.map((KerasDigits.Data.Element x, KerasDigits.Data.Element y) => x["a"]).Select(e => (int)e));
    }

    [Fact]
    public void Logs_are_written_as_Python_writes_a_dictionary()
    {
        var numbers = new Dictionary<string, double> { ["loss"] = 0.25, ["acc"] = 1 };
        Assert.Equal("{'loss': 0.25, 'acc': 1.0}", new KerasDigits.Training.Logs(numbers).ToString());
        Assert.Equal("{}", new KerasDigits.Training.Logs().ToString());
    }
}
