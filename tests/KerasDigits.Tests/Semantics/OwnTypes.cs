using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace KerasDigits.Tests.Semantics;

/// <summary>
/// Makes a .NET class for a class written in Python, as its C# twin would be: the same base, a field for each attribute, an override for
/// each method that the base lets be overridden.
/// </summary>
internal static class OwnTypes
{
    /// <summary>In front of a method's name: the base's own.</summary>
    public const string Above = "above_";

    private static readonly ModuleBuilder s_module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Replayed"),
        AssemblyBuilderAccess.Run).DefineDynamicModule("Replayed");
    private static readonly Dictionary<string, string> s_special = new() { ["__len__"] = "get_Length", ["__getitem__"] = "get_Item" };
    private static readonly Dictionary<ConstructorInfo, ConstructorInfo> s_originals = [];
    private static readonly ConditionalWeakTable<object, string[]> s_inputNames = [];
    private static int s_count;

    /// <summary>The class.</summary>
    /// <param name="name">Its name in Python.</param>
    /// <param name="parent">The library's class above it.</param>
    /// <param name="attributes">Names of fields.</param>
    /// <param name="find">A method that the Python class defines; null: none of the name.</param>
    /// <param name="dispatch">Called with the object, the method, its arguments and what it has to return.</param>
    /// <param name="byName">Whether a model's call takes and gives dictionaries: C# has another form for that.</param>
    public static Type Make(string name, Type parent, IEnumerable<string> attributes, Func<string, PyFunction?> find,
        Func<object, string, object?[], Type, object?> dispatch, bool byName)
    {
        lock (s_module)
        {
            // The class's name stands in names of layers: a number in front makes it unique, the last part is what the library reads.
            TypeBuilder type = s_module.DefineType($"Replayed{s_count++}.{name}", TypeAttributes.Public, parent);
            FieldBuilder target = type.DefineField("__dispatch", dispatch.GetType(), FieldAttributes.Public | FieldAttributes.Static);
            foreach (string attribute in attributes.Where(a => parent.GetProperty(a,
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is null && parent.GetField(a) is null))
            {
                _ = type.DefineField(attribute, typeof(object), FieldAttributes.Public);
            }
            ConstructorInfo[] constructors =
                [.. parent.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Where(c => c.IsPublic || c.IsFamily)];
            foreach (ConstructorInfo constructor in constructors) { PassOn(type, constructor); }
            foreach (MethodInfo method in parent.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(m => m.IsVirtual && !m.IsFinal && (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly)))
            {
                string python = s_special.FirstOrDefault(s => s.Value == method.Name).Key
                    ?? (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name);
                ParameterInfo[] parameters = method.GetParameters();
                // Of the forms of call the one of several tensors, or of dictionaries.
                bool ofNames = parameters is [{ ParameterType: var one }, ..] && one == typeof(Dictionary<string, Tensor>),
                    ofTensors = parameters is [{ ParameterType: var many }, ..] && many == typeof(Tensor[]);
                if (python == "call" && ((ofNames && !byName) || (ofTensors && byName))) { continue; }
                if (find(python) is null
                    || (python == "call" && parameters is [{ ParameterType: var first }, ..] && first == typeof(Tensor)
                        && parent.Name != "Loss" && typeof(KerasDigits.Layers.Layer).IsAssignableFrom(parent)))
                {
                    continue;
                }
                Override(type, method, python, target);
            }
            Type made = type.CreateType();
            made.GetField("__dispatch")!.SetValue(null, dispatch);
            foreach (ConstructorInfo constructor in constructors)
            {
                s_originals[made.GetConstructor([.. constructor.GetParameters().Select(p => p.ParameterType)])!] = constructor;
            }
            return made;
        }
    }

    /// <summary>The base's constructor behind one of a made class: it knows names and defaults.</summary>
    public static ConstructorInfo Original(ConstructorInfo constructor)
    {
        lock (s_module) { return s_originals[constructor]; }
    }

    /// <summary>The names under which a model's inputs were given: C# has no dictionary of inputs in call.</summary>
    public static string[]? InputNames(object layer) => s_inputNames.TryGetValue(layer, out string[]? names) ? names : null;

    /// <summary>Notes them.</summary>
    public static void NoteInputNames(object layer, string[] names) => s_inputNames.AddOrUpdate(layer, names);

    private static void PassOn(TypeBuilder type, ConstructorInfo constructor)
    {
        Type[] parameters = [.. constructor.GetParameters().Select(p => p.ParameterType)];
        ILGenerator il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters).GetILGenerator();
        for (int i = 0; i <= parameters.Length; i++) { il.Emit(OpCodes.Ldarg, (short)i); }
        il.Emit(OpCodes.Call, constructor);
        il.Emit(OpCodes.Ret);
    }

    private static void Override(TypeBuilder type, MethodInfo method, string python, FieldBuilder target)
    {
        Type[] parameters = [.. method.GetParameters().Select(p => p.ParameterType)];
        MethodBuilder made = type.DefineMethod(method.Name,
            (method.Attributes & ~(MethodAttributes.Abstract | MethodAttributes.NewSlot)) | MethodAttributes.ReuseSlot, method.ReturnType,
            parameters);
        ILGenerator il = made.GetILGenerator();
        il.Emit(OpCodes.Ldsfld, target);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldstr, python);
        il.Emit(OpCodes.Ldc_I4, parameters.Length);
        il.Emit(OpCodes.Newarr, typeof(object));
        for (int i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldarg, (short)(i + 1));
            if (parameters[i].IsValueType) { il.Emit(OpCodes.Box, parameters[i]); }
            il.Emit(OpCodes.Stelem_Ref);
        }
        il.Emit(OpCodes.Ldtoken, method.ReturnType);
        il.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
        il.Emit(OpCodes.Callvirt, typeof(Func<object, string, object?[], Type, object?>).GetMethod("Invoke")!);
        if (method.ReturnType == typeof(void)) { il.Emit(OpCodes.Pop); }
        else { il.Emit(OpCodes.Unbox_Any, method.ReturnType); }
        il.Emit(OpCodes.Ret);
        if (method.IsAbstract) { return; }
        MethodBuilder above = type.DefineMethod(Above + python, MethodAttributes.Public, method.ReturnType, parameters);
        il = above.GetILGenerator();
        for (int i = 0; i <= parameters.Length; i++) { il.Emit(OpCodes.Ldarg, (short)i); }
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ret);
    }
}
