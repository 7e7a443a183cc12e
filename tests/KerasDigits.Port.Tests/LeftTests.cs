using KerasDigits.Port.Command;

namespace KerasDigits.Port.Tests;

/// <summary>What C# would give another meaning is left, with a reason and a line that throws.</summary>
public class LeftTests
{
    [Theory]
    [InlineData("fs = [lambda: i for i in range(3)]\n", "closure in a loop")]
    [InlineData("a = 1\nb = 1\nprint(a is b)\n", "is")]
    [InlineData("x = 3j\n", "complex")]
    [InlineData("print(nothing)\n", "undefined name")]
    [InlineData("import torch\nprint(torch.ones(2))\n", "module torch")]
    [InlineData("async def f():\n    pass\n", "async")]
    [InlineData("print(zip([1], [2]))\n", "print of an iterator")]
    [InlineData("x = 99999999999999999999\n", "big number")]
    [InlineData("def f(g):\n    print(g)\n\nf(f)\n", "endless type")]
    [InlineData("def f(x, seen={}):\n    seen[x] = 1\n    return seen\n\n\nf(1)\nf(2, None)\n", "default value")]
    [InlineData("class A:\n    n = 0\n\n    @classmethod\n    def up(cls):\n        cls.n += 1\n\n\nclass B(A):\n    pass\n\n\nB.up()\n",
        "value of a class")]
    [InlineData("class A:\n    n = 0\n\n\nclass B(A):\n    pass\n\n\nB.n = 1\nprint(A.n)\n", "value of a class")]
    [InlineData("class A:\n    seen = []\n\n    def __init__(self):\n        self.seen.append(1)\n\n\nprint(A().seen)\n",
        "value of a class")]
    [InlineData("class A:\n    def __init__(self):\n        self.__x = 1\n\n\nprint(A().__x)\n", "attribute __x")]
    [InlineData("x = 1\ndel x\nprint(x)\n", "deleted name")]
    [InlineData("def f():\n    try:\n        return 1\n    finally:\n        return 2\n\n\nprint(f())\n", "finally")]
    [InlineData("k = 2\nfs = [lambda x, n=k: x * n]\n", "default of a lambda")]
    [InlineData("def d(f):\n    def g(*args):\n        print(args)\n        return f(*args)\n    return g\n\n\n@d\ndef add(a, b=1):\n"
        + "    return a + b\n\n\nadd(1)\n", "star call")]
    [InlineData("class F:\n    pass\n\n\nwith open('a') as f:\n    print(1, file=F())\n", "print(file=)")]
    [InlineData("for x in [(1, 2)]:\n    match x:\n        case (a, b) if a > 1:\n            print(b)\nprint(a)\n", "match")]
    [InlineData("import helper\nhelper.run()\n", "module helper")]
    [InlineData("class A:\n    def __new__(cls):\n        return 5\n\n\nprint(A())\n", "class with __new__")]
    [InlineData("class A:\n    pass\n\n\nclass B:\n    pass\n\n\nclass C(A, B):\n    pass\n", "base class")]
    [InlineData("d = {1: 'a', True: 'b'}\n", "keys of several types")]
    [InlineData("d = {1: 'a'}\nd[True] = 'b'\n", "keys of several types")]
    [InlineData("import sys\ntry:\n    sys.exit(1)\nexcept:\n    print('seen')\n", "exit")]
    [InlineData("import sys\n\n\ndef end():\n    sys.exit()\n\n\ntry:\n    end()\nfinally:\n    print('seen')\n", "exit")]
    [InlineData("class A:\n    def __init__(self):\n        print(1)\n\n\nclass B(A):\n    def __init__(self):\n        self.y = 2\n\n\n"
        + "B()\n", "super().__init__")]
    [InlineData("class A:\n    def __init__(self):\n        self.f = 1\n\n    def f(self):\n        return 2\n",
        "field and method of one name")]
    [InlineData("import numpy as np\na = np.array(['a', 'b'])\n", "array of texts")]
    [InlineData("import numpy as np\nprint('x' + np.ones(2))\n", "text and array")]
    [InlineData("import numpy as np\nnp.random.choice(3, 2, replace=False, p=[0.2, 0.3, 0.5])\n", "np.random.choice")]
    [InlineData("import numpy as np\nprint(np.meshgrid([1, 2], [3, 4]))\n", "print of np.meshgrid")]
    [InlineData("import numpy as np\nnp.random.binomial(1, [0.5, 0.2])\n", "np.random.binomial")]
    [InlineData("import numpy as np\nnp.set_printoptions(formatter={'float': str})\n", "argument of np.set_printoptions")]
    [InlineData("d = {1: 'a', 1.5: 'b'}\n", "keys of several types")]
    [InlineData("print(hasattr(3, 'y'))\n", "hasattr")]
    [InlineData("try:\n    pass\nexcept Warning:\n    pass\n", "except")]
    [InlineData("try:\n    pass\nexcept* ValueError:\n    pass\n", "except*")]
    public void It_is_left_with_its_cause(string source, string cause)
    {
        var done = Job.Translate("a.py", source);
        Assert.Equal(cause, done.Left[0].Cause);
        Assert.Contains("// Not translated: ", done.Code, StringComparison.Ordinal);
    }

    /// <summary>A generator may never end: wherever a model takes one, it is handed on as it is.</summary>
    [Theory]
    [InlineData("fit(gen(x), steps_per_epoch=2)")]
    [InlineData("fit(gen(x), steps_per_epoch=2, validation_data=gen(x), validation_steps=1)")]
    [InlineData("fit_generator(gen(x), steps_per_epoch=2)")]
    [InlineData("evaluate(gen(x), steps=2)")]
    [InlineData("predict(gen(x), steps=2)")]
    [InlineData("predict_generator(gen(x), steps=2)")]
    public void A_generator_is_handed_on_to_a_model(string call)
    {
        var done = Job.Translate("a.py", "import numpy as np\nfrom tensorflow import keras\n\n\ndef gen(x):\n    while True:\n"
            + "        yield x, x\n\n\nx = np.ones((4, 1))\nmodel = keras.Sequential([keras.layers.Dense(1, input_shape=(1,))])\n"
            + $"model.compile('sgd', 'mse')\nmodel.{call}\nprint('end')\n");
        Assert.Empty(done.Left);
        Assert.DoesNotContain("[.. gen(", done.Code, StringComparison.Ordinal);
        Assert.EndsWith("end\n", ProgramTests.Run(done.Code), StringComparison.Ordinal);
    }

    /// <summary>A handler that catches all, in Python, hides no line that was left.</summary>
    [Theory]
    [InlineData("except:")]
    [InlineData("except Exception as e:")]
    [InlineData("except (RuntimeError, ValueError, OSError):")]
    public void What_is_left_throws_through_every_handler(string handler)
    {
        var done = Job.Translate("a.py", $"try:\n    x = 3j\n{handler}\n    print('hidden')\n");
        Assert.Contains("a.py, line 2", ProgramTests.TryRun(done.Code), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("try:\n    print(1)\nexcept KeyboardInterrupt:\n    print('stopped')\n", "// Ctrl-C does not come here:")]
    [InlineData("import sys\nsys.exit('why')\n", "Environment.Exit(1);")]
    [InlineData("try:\n    print(1)\nexcept ValueError as e:\n    print(e)\n", "catch (Exception e) when (is_error(e, \"ValueError\"))")]
    [InlineData("try:\n    print(1)\nexcept KeyError:\n    print(2)\n", "catch (KeyNotFoundException)")]
    public void An_ending_is_said(string source, string said) =>
        Assert.Contains(said, Job.Translate("a.py", source).Code, StringComparison.Ordinal);
}
