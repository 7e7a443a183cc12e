using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Iteration;
using NumSharp.Backends.Unmanaged;
using NumSharp.Generic;

namespace KerasDigits.Backend;

/// <summary>
/// What NumSharp computes with where several arrays take the place of one: nothing. NumSharp would take a list of predictions for an
/// array without values, and give another one in silence.
/// </summary>
/// <param name="arrays">The arrays that stand for one.</param>
internal sealed class SeveralArrays(NDArray[] arrays) : TensorEngine
{
    /// <summary>The arrays that take the place of one; null: it is one.</summary>
    public static NDArray[]? Of(NDArray array) => (array.TensorEngine as SeveralArrays)?.Arrays;

    /// <summary>Throws where several arrays take the place of one.</summary>
    public static void Refuse(NDArray array)
    {
        if (array.TensorEngine is SeveralArrays several) { throw several.Refuse(); }
    }

    private NDArray[] Arrays => arrays;

    /// <summary>Why there is no result, and what to do.</summary>
    public InvalidOperationException Refuse() => new($"The model has {arrays.Length} outputs, and predict gives an array for each: take "
        + "them apart, var (a, b) = model.predict(x), or choose one, model.predict(x)[0].");

    public override UnmanagedStorage GetStorage(Type dtype) => new(dtype);

    public override NDArray ReduceAdd(NDArray arr, int? axis_, bool keepdims, DType dtype, NDArray @out) => throw Refuse();

    public override NDArray ReduceCumAdd(NDArray arr, int? axis_, DType dtype) => throw Refuse();

    public override NDArray ReduceCumMul(NDArray arr, int? axis_, DType dtype) => throw Refuse();

    public override NDArray ReduceMean(NDArray arr, int? axis_, bool keepdims, DType dtype) => throw Refuse();

    public override NDArray NanSum(NDArray a, int? axis, bool keepdims) => throw Refuse();

    public override NDArray NanProd(NDArray a, int? axis, bool keepdims) => throw Refuse();

    public override NDArray NanMin(NDArray a, int? axis, bool keepdims) => throw Refuse();

    public override NDArray NanMax(NDArray a, int? axis, bool keepdims) => throw Refuse();

    public override NDArray Add(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Subtract(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Multiply(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Divide(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Mod(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Maximum(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Minimum(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray FMax(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray FMin(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Mean(NDArray nd, int? axis, DType dtype, bool keepdims) => throw Refuse();

    public override NDArray Power(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray FloorDivide(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Sum(NDArray nd, int? axis, DType dtype, bool keepdims) => throw Refuse();

    public override NDArray Negate(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Positive(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Conjugate(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Dot(NDArray x, NDArray y) => throw Refuse();

    public override NDArray Matmul(NDArray lhs, NDArray rhs) => throw Refuse();

    public override NDArray Abs(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Sqrt(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Log(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Log2(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Log10(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Log1p(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Exp(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Exp2(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Expm1(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Tan(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Sin(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Cos(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Sign(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Floor(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Ceil(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Round(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Round(NDArray nd, int decimals, DType dtype, NDArray @out) => throw Refuse();

    public override NDArray Truncate(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Rint(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Reciprocal(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Square(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Deg2Rad(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Rad2Deg(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Invert(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Cbrt(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override (NDArray, NDArray) ModF(NDArray nd, DType dtype) => throw Refuse();

    public override NDArray Tanh(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Cosh(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Sinh(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ATan(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ATan2(NDArray y, NDArray x, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray LogAddExp(NDArray x1, NDArray x2, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray LogAddExp2(NDArray x1, NDArray x2, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray NextAfter(NDArray x1, NDArray x2, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray CopySign(NDArray x1, NDArray x2, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ACos(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ASin(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ASinh(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ACosh(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ATanh(NDArray nd, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray ClipNDArray(NDArray lhs, NDArray min, NDArray max, DType dtype, NDArray @out) => throw Refuse();

    public override NDArray Evaluate(NDExpr expr, NDArray @out) => throw Refuse();

    public override NDArray Evaluate(NDExpr expr, NDArray[] operands, NDArray @out) => throw Refuse();

    public override NDArray Compare(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray NotEqual(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Less(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray LessEqual(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray Greater(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray GreaterEqual(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray BitwiseAnd(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray BitwiseOr(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray BitwiseXor(NDArray lhs, NDArray rhs, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray LeftShift(NDArray lhs, NDArray rhs) => throw Refuse();

    public override NDArray RightShift(NDArray lhs, NDArray rhs) => throw Refuse();

    public override bool All(NDArray nd) => throw Refuse();

    public override NDArray<bool> All(NDArray nd, int axis) => throw Refuse();

    public override bool Any(NDArray nd) => throw Refuse();

    public override NDArray<bool> Any(NDArray nd, int axis) => throw Refuse();

    public override bool AllClose(NDArray a, NDArray b, double rtol, double atol, bool equal_nan) => throw Refuse();

    public override NDArray<bool> IsClose(NDArray a, NDArray b, double rtol, double atol, bool equal_nan) => throw Refuse();

    public override NDArray IsFinite(NDArray a, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray IsNan(NDArray a, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray IsInf(NDArray a, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray IsPosInf(NDArray a, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray IsNegInf(NDArray a, DType dtype, NDArray @out, NDArray where) => throw Refuse();

    public override NDArray CreateNDArray(NumSharp.Shape shape, DType dtype, Array buffer, char order) => throw Refuse();

    public override NDArray CreateNDArray(NumSharp.Shape shape, DType dtype, IArraySlice buffer, char order) => throw Refuse();

    public override NDArray Transpose(NDArray nd, int[] premute) => throw Refuse();

    public override NDArray SwapAxes(NDArray nd, int axis1, int axis2) => throw Refuse();

    public override NDArray MoveAxis(NDArray nd, int[] source, int[] destinition) => throw Refuse();

    public override NDArray RollAxis(NDArray nd, int axis, int start) => throw Refuse();

    public override NDArray Cast(NDArray x, Type dtype, bool copy) => throw Refuse();

    public override NDArray ReduceAMax(NDArray arr, int? axis_, bool keepdims, DType dtype) => throw Refuse();

    public override NDArray ReduceAMin(NDArray arr, int? axis_, bool keepdims, DType dtype) => throw Refuse();

    public override NDArray ReduceArgMax(NDArray arr, int? axis_, bool keepdims) => throw Refuse();

    public override NDArray ReduceArgMin(NDArray arr, int? axis_, bool keepdims) => throw Refuse();

    public override NDArray ReduceProduct(NDArray arr, int? axis_, bool keepdims, DType dtype) => throw Refuse();

    public override NDArray ReduceStd(NDArray arr, int? axis_, bool keepdims, int? ddof, DType dtype) => throw Refuse();

    public override NDArray ReduceVar(NDArray arr, int? axis_, bool keepdims, int? ddof, DType dtype) => throw Refuse();

    public override NDArray ArgMax(NDArray a) => throw Refuse();

    public override NDArray ArgMax(NDArray a, int axis, bool keepdims) => throw Refuse();

    public override NDArray ArgMin(NDArray a) => throw Refuse();

    public override NDArray ArgMin(NDArray a, int axis, bool keepdims) => throw Refuse();

    public override NDArray AMax(NDArray nd, int? axis, DType dtype, bool keepdims) => throw Refuse();

    public override NDArray AMin(NDArray nd, int? axis, DType dtype, bool keepdims) => throw Refuse();

    public override NDArray<long>[] NonZero(NDArray a) => throw Refuse();

    public override NDArray<long> FlatNonZero(NDArray a) => throw Refuse();

    public override NDArray Argwhere(NDArray a) => throw Refuse();

    public override long CountNonZero(NDArray a) => throw Refuse();

    public override NDArray CountNonZero(NDArray a, int axis, bool keepdims) => throw Refuse();

    public override NDArray BooleanMask(NDArray arr, NDArray mask) => throw Refuse();

    public override void BooleanMaskSet(NDArray arr, NDArray mask, NDArray value) => throw Refuse();

    public override NDArray Inner(NDArray a, NDArray b) => throw Refuse();

    public override NDArray Vdot(NDArray a, NDArray b) => throw Refuse();

    public override NDArray Vecdot(NDArray x1, NDArray x2) => throw Refuse();

    public override NDArray Matvec(NDArray x1, NDArray x2) => throw Refuse();

    public override NDArray Vecmat(NDArray x1, NDArray x2) => throw Refuse();

    public override NDArray Cholesky(NDArray a, bool upper) => throw Refuse();

    public override NDArray Det(NDArray a) => throw Refuse();

    public override (NDArray, NDArray) Slogdet(NDArray a) => throw Refuse();

    public override (NDArray, NDArray) Eig(NDArray a, bool computeVectors) => throw Refuse();

    public override (NDArray, NDArray) Eigh(NDArray a, char uplo, bool computeVectors) => throw Refuse();

    public override NDArray Inv(NDArray a) => throw Refuse();

    public override (NDArray, NDArray, NDArray, NDArray) Lstsq(NDArray a, NDArray b, double rcond) => throw Refuse();

    public override (NDArray, NDArray) Qr(NDArray a, string mode) => throw Refuse();

    public override NDArray Solve(NDArray a, NDArray b, bool oneDimensionalRhs) => throw Refuse();

    public override (NDArray, NDArray, NDArray) Svd(NDArray a, bool fullMatrices, bool computeUv) => throw Refuse();
}
